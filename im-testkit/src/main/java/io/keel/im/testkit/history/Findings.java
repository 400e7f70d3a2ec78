package io.keel.im.testkit.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers breaches, bounded: of each invariant the first hundred are kept, the rest are counted. */
final class Findings {
    private static final int KEPT = 100;

    private final Map<Invariant, Long> counts = new EnumMap<>(Invariant.class);
    private final List<Violation> kept = new ArrayList<>();

    synchronized void add(Violation violation) {
        long count = counts.merge(violation.invariant(), 1L, Long::sum);
        if (count <= KEPT) {
            kept.add(violation);
        }
    }

    synchronized Findings copy() {
        Findings copy = new Findings();
        copy.counts.putAll(counts);
        copy.kept.addAll(kept);
        return copy;
    }

    synchronized Report report(long messages) {
        return new Report(messages, counts, kept);
    }
}
