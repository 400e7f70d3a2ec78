package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryRateLimiter;
import io.keel.im.spi.RateLimiter;
import io.keel.im.testkit.tck.RateLimiterTck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class MemoryRateLimiterTest extends RateLimiterTck {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final RateLimiter limiter = new MemoryRateLimiter(nanos::get);

    @Override
    protected List<RateLimiter> newLimiters() {
        return List.of(limiter, limiter);
    }

    @Override
    protected void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
