package io.keel.im.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AttemptLimit limit = new AttemptLimit(100, 10, now::get);

    @Test
    void burstIsFreeAndThenTenASecond() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.take("10.0.0.1")).isTrue();
        }
        assertThat(limit.take("10.0.0.1")).isFalse();

        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(limit.take("10.0.0.1")).isTrue();
        assertThat(limit.take("10.0.0.1")).isFalse();

        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        for (int i = 0; i < 100; i++) {
            assertThat(limit.take("10.0.0.1")).isTrue();
        }
        assertThat(limit.take("10.0.0.1")).isFalse();
    }

    @Test
    void addressesDoNotShareTheirTries() {
        exhaust("10.0.0.1");

        assertThat(limit.take("10.0.0.2")).isTrue();
    }

    @Test
    void networkOfOneHostSharesThem() {
        exhaust("2001:db8:0:1:0:0:0:1");

        assertThat(limit.take("2001:db8:0:1:a:b:c:d")).isFalse();
        assertThat(limit.take("2001:db8:0:2:0:0:0:1")).isTrue();
    }

    private void exhaust(String address) {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.take(address)).isTrue();
        }
        assertThat(limit.take(address)).isFalse();
    }
}
