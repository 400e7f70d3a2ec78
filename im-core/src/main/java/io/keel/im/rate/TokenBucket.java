package io.keel.im.rate;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One bucket. Its state is the time at which it will be full again (the generic cell rate algorithm, ITU-T I.371), and the limit by
 * which that was reckoned: what has come back until the limit changes has come back at the old rate, so that who was told how
 * long to wait is served after it, whatever the limit became meanwhile.
 *
 * <p>Safe for use by several threads, none of which ever waits for another.
 */
public final class TokenBucket {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What reckoning by fractions may lose, and must not cost anybody a token. */
    private static final double ROUNDING = 1e-9;

    /** Null while it is full. */
    private final AtomicReference<@Nullable Level> level = new AtomicReference<>();

    /**
     * How full it is.
     *
     * @param limit by which it fills
     * @param fullAt when it is full, nanoseconds of the monotonic clock
     */
    private record Level(RateLimit limit, long fullAt) {}

    /** Makes a full one. */
    public TokenBucket() {}

    /**
     * Takes a token.
     *
     * @param limit how it fills now
     * @param now nanoseconds of a monotonic clock, the same at each call
     * @return 0, or for how many milliseconds to wait until there is a token: no less, and no more than a millisecond more
     */
    public long take(RateLimit limit, long now) {
        while (true) {
            Level before = level.get();
            long missing = missing(before, limit, now);
            long wait = missing - limit.nanosFor(limit.burst() - 1);
            if (wait > 0) {
                // What is missing under another limit is reckoned once: from here on it comes back by this one.
                if (isOf(before, limit) || level.compareAndSet(before, new Level(limit, now + missing))) {
                    return millis(wait);
                }
            } else if (level.compareAndSet(before, new Level(limit, now + missing + limit.nanosFor(1)))) {
                return 0;
            }
        }
    }

    /** Tells for how many milliseconds to wait until there is a token, and takes none; 0 if there is one. */
    public long look(RateLimit limit, long now) {
        long wait = missing(level.get(), limit, now) - limit.nanosFor(limit.burst() - 1);
        return wait > 0 ? millis(wait) : 0;
    }

    /** Tells whether it is full, so that nothing is lost with it. */
    public boolean isFull(long now) {
        Level present = level.get();
        return present == null || present.fullAt() - now <= 0;
    }

    /** For how long it will not be full by this limit, in nanoseconds. */
    private static long missing(@Nullable Level present, RateLimit limit, long now) {
        long nanos = present == null ? 0 : present.fullAt() - now;
        if (nanos <= 0 || present == null) {
            return 0;
        }
        if (isOf(present, limit)) {
            return nanos;
        }
        RateLimit before = present.limit();
        double tokens = Math.max(0, before.burst() - before.tokensIn(nanos) + ROUNDING);
        return limit.nanosFor(Math.max(0, limit.burst() - tokens));
    }

    private static boolean isOf(@Nullable Level present, RateLimit limit) {
        return present == null || present.limit() == limit || present.limit().equals(limit);
    }

    private static long millis(long nanos) {
        return (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }
}
