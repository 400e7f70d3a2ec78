package io.keel.im.examples.admin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** What counters of several processes come to a second, all together. Used by one thread. */
final class Rate {

    private static final double NANOS = 1e9;

    private final Map<String, Double> before = new HashMap<>();
    private long lastNanos;
    private boolean begun;

    /**
     * Takes new readings of counters.
     *
     * @param counters by the instance that counts; one that was not there the last time, or that counts anew, counts from now on
     * @param nanos when, by a monotonic clock
     * @return how many a second since the last reading; 0 at the first
     */
    double next(Map<String, Double> counters, long nanos) {
        double grown = 0;
        for (Map.Entry<String, Double> counter : counters.entrySet()) {
            Double last = before.get(counter.getKey());
            if (last != null && counter.getValue() >= last) {
                grown += counter.getValue() - last;
            }
        }
        double seconds = (nanos - lastNanos) / NANOS;
        boolean first = !begun;
        begun = true;
        lastNanos = nanos;
        before.keySet().retainAll(new HashSet<>(counters.keySet()));
        before.putAll(counters);
        return first || seconds <= 0 ? 0 : grown / seconds;
    }
}
