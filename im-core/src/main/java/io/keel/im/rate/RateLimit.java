package io.keel.im.rate;

/**
 * How fast a bucket of tokens fills, and how many it holds.
 *
 * @param perSecond how many tokens come back each second, more than 0
 * @param burst how many tokens a full bucket holds, at least 1
 */
public record RateLimit(double perSecond, int burst) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** About 70 years: longer waits are as good as this one, and may be added to any clock. */
    private static final double MOST_NANOS = Long.MAX_VALUE / 4.0;

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

    /** How long so many tokens take to come back, in nanoseconds. */
    long nanosFor(double tokens) {
        return (long) Math.min(tokens * NANOS_PER_SECOND / perSecond, MOST_NANOS);
    }

    /** How many tokens come back in so many nanoseconds. */
    double tokensIn(long nanos) {
        return nanos / NANOS_PER_SECOND * perSecond;
    }
}
