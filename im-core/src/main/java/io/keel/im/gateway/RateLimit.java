package io.keel.im.gateway;

/**
 * A token bucket whose whole state is one number: the time at which it will be full again (the generic cell rate algorithm, ITU-T
 * I.371).
 *
 * @param perSecond how many tokens come back each second, more than 0
 * @param burst how many tokens a full bucket holds, at least 1
 */
public record RateLimit(double perSecond, int burst) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RateLimit {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: more than 0)");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst: " + burst + " (expected: at least 1)");
        }
    }

    /**
     * Takes a token.
     *
     * @param fullAt when the bucket is full again, nanoseconds of the monotonic clock
     * @param now nanoseconds of the monotonic clock
     * @return when it is full again after that; when there was no token, how long to wait for one, as a negative number
     */
    long take(long fullAt, long now) {
        double perToken = NANOS_PER_SECOND / perSecond;
        long earliest = (long) (Math.max(fullAt - now, 0) - (burst - 1) * perToken);
        return earliest > 0 ? -earliest : Math.max(fullAt, now) + (long) perToken;
    }

    /** Rounds a wait up to milliseconds, so that it is long enough. */
    static long millis(long nanos) {
        return (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }
}
