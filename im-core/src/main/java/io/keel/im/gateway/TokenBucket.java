package io.keel.im.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** One bucket. Safe for use by several threads. */
final class TokenBucket {

    /** Nanoseconds of a monotonic clock that starts at 0 with the gateway. */
    private final AtomicLong fullAt = new AtomicLong();

    /** Takes a token; returns 0, or how many milliseconds to wait for one. */
    long take(RateLimit limit, long now) {
        while (true) {
            long before = fullAt.get();
            long after = limit.take(before, now);
            if (after < 0) {
                return Math.max(1, RateLimit.millis(-after));
            }
            if (fullAt.compareAndSet(before, after)) {
                return 0;
            }
        }
    }

    /** Tells whether it is full, so that nothing is lost with it. */
    boolean isFull(long now) {
        return fullAt.get() <= now;
    }
}
