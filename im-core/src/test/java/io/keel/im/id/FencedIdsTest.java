package io.keel.im.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ImException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FencedIdsTest {

    private static final long NOW = Instant.parse("2026-11-23T00:00:00Z").toEpochMilli();

    private final AtomicLong clock = new AtomicLong(NOW);
    private final AtomicLong permitted = new AtomicLong(NOW + 5);
    private final SnowflakeIds ids =
            SnowflakeIds.fenced(7, () -> Instant.ofEpochMilli(clock.get()), NOW - 1, permitted::get);

    @Test
    void idsBearTimesUpToWhatIsPermitted() {
        assertThat(SnowflakeIds.millisOf(ids.next())).isEqualTo(NOW);
        clock.set(NOW + 5);
        assertThat(SnowflakeIds.millisOf(ids.next())).isEqualTo(NOW + 5);
        clock.set(NOW + 6);
        assertThatThrownBy(ids::next).isInstanceOf(ImException.class);
    }

    @Test
    void firstIdOfATimeIsTheSmallestThatBearsIt() {
        long first = SnowflakeIds.firstAt(NOW);

        assertThat(SnowflakeIds.millisOf(first)).isEqualTo(NOW);
        assertThat(SnowflakeIds.millisOf(first - 1)).isEqualTo(NOW - 1);
        assertThat(ids.next()).isGreaterThan(first);
        assertThat(SnowflakeIds.firstAt(0)).isZero();
    }

    @Test
    void refusalUsesNothingUp() {
        long first = ids.next();
        clock.set(NOW + 3_600_000);
        assertThatThrownBy(ids::next).isInstanceOf(ImException.class);
        clock.set(NOW + 1);

        assertThat(ids.next()).isGreaterThan(first);
        permitted.set(Long.MIN_VALUE);
        assertThatThrownBy(ids::next).isInstanceOf(ImException.class);
        permitted.set(NOW + 9);
        assertThat(SnowflakeIds.millisOf(ids.next())).isEqualTo(NOW + 1);
    }

    @Test
    void burstThatRunsAheadOfTheClockStopsAtTheFenceToo() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 7 * 4_096; i++) {
                        assertThat(SnowflakeIds.millisOf(ids.next())).isLessThanOrEqualTo(NOW + 5);
                    }
                })
                .isInstanceOf(ImException.class);
    }
}
