package io.keel.im.examples.bench.load;

import org.HdrHistogram.Histogram;

/** What has been counted in one run. */
final class Tally {

    private static final long HIGHEST_NANOS = 120_000_000_000L;

    private final Histogram latencies = new Histogram(HIGHEST_NANOS, 3);
    private long deliveries;
    private long firstAt;
    private long lastAt;

    void begin(long now) {
        firstAt = now;
        lastAt = now;
    }

    void delivered(long sentAt, long now) {
        deliveries++;
        lastAt = now;
        latencies.recordValue(Math.min(HIGHEST_NANOS, Math.max(0, now - sentAt)));
    }

    /** As {@code key=value} pairs: counts, nanoseconds. */
    @Override
    public String toString() {
        return "deliveries=" + deliveries + " nanos=" + (lastAt - firstAt) + " p50="
                + latencies.getValueAtPercentile(50) + " p99=" + latencies.getValueAtPercentile(99) + " max="
                + latencies.getMaxValue();
    }
}
