package io.keel.im.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who stands still for too long has slept. */
class WakefulnessTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nanos = new AtomicLong();
    private final Wakefulness wakefulness = new Wakefulness(nanos::get, Duration.ofSeconds(10));

    @Test
    void whoTicksIsAwake() {
        for (int i = 0; i < 100; i++) {
            nanos.addAndGet(10 * SECOND);
            assertThat(wakefulness.slept()).isFalse();
            wakefulness.tick();
        }
    }

    @Test
    void sleepShowsBeforeTheFirstTickAfterIt() {
        nanos.addAndGet(10 * SECOND + 1);

        assertThat(wakefulness.slept()).isTrue();
    }

    @Test
    void whoHasSleptStaysSo() {
        nanos.addAndGet(11 * SECOND);
        wakefulness.tick();
        nanos.addAndGet(SECOND);
        wakefulness.tick();

        assertThat(wakefulness.slept()).isTrue();
    }

    @Test
    void whoIsNotWatchedNeverSleeps() {
        assertThat(Wakefulness.unwatched().slept()).isFalse();
    }
}
