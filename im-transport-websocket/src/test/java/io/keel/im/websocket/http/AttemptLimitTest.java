package io.keel.im.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.rate.RateLimit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicReference<RateLimit> rate = new AtomicReference<>(new RateLimit(10, 100));
    private final AttemptLimit limit = new AttemptLimit(rate::get, now::get);

    @Test
    void burstIsFreeAndThenTenASecond() {
        exhaust("10.0.0.1", 100);

        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(limit.take("10.0.0.1")).isZero();
        assertThat(limit.take("10.0.0.1")).isEqualTo(100);

        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        exhaust("10.0.0.1", 100);
    }

    @Test
    void limitMayChange() {
        exhaust("10.0.0.1", 100);
        rate.set(new RateLimit(1, 5));

        assertThat(limit.take("10.0.0.1")).isEqualTo(1_000);
        exhaust("10.0.0.2", 5);
    }

    @Test
    void addressesDoNotShareTheirTries() {
        exhaust("10.0.0.1", 100);

        assertThat(limit.take("10.0.0.2")).isZero();
    }

    @Test
    void networkOfOneHostSharesThem() {
        exhaust("2001:db8:0:1:0:0:0:1", 100);

        assertThat(limit.take("2001:db8:0:1:a:b:c:d")).isPositive();
        assertThat(limit.take("2001:db8:0:2:0:0:0:1")).isZero();
    }

    private void exhaust(String address, int burst) {
        for (int i = 0; i < burst; i++) {
            assertThat(limit.take(address)).isZero();
        }
        assertThat(limit.take(address)).isPositive();
    }
}
