package io.keel.im.testkit.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a check found; immutable. */
public final class Report {
    private final long messages;
    private final Map<Invariant, Long> counts;
    private final List<Violation> shown;

    Report(long messages, Map<Invariant, Long> counts, List<Violation> shown) {
        this.messages = messages;
        this.counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
        this.shown = List.copyOf(shown);
    }

    /** Whether nothing broke. */
    public boolean clean() {
        return counts.isEmpty();
    }

    /** How many messages there are, over all conversations. */
    public long messages() {
        return messages;
    }

    /** Which invariants broke. */
    public Set<Invariant> broken() {
        return Set.copyOf(counts.keySet());
    }

    /** How often an invariant broke. */
    public long count(Invariant invariant) {
        return counts.getOrDefault(invariant, 0L);
    }

    /** The breaches in the order found: at most 100 of each invariant, however many there were. */
    public List<Violation> violations() {
        return shown;
    }

    /**
     * Fails a test when something broke.
     *
     * @throws AssertionError with the whole report
     */
    public void assertClean() {
        if (!clean()) {
            throw new AssertionError(toString());
        }
    }

    /** Returns the report for humans: each broken invariant, how often, and the first messages concerned. */
    @Override
    public String toString() {
        if (clean()) {
            return messages + " messages, nothing broke";
        }
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder(messages + " messages");
        for (Invariant invariant : Invariant.values()) {
            if (count(invariant) == 0) {
                continue;
            }
            text.append(line)
                    .append(invariant)
                    .append(" broke ")
                    .append(count(invariant))
                    .append(" times: ");
            text.append(invariant.rule());
            shown.stream()
                    .filter(violation -> violation.invariant() == invariant)
                    .limit(10)
                    .forEach(violation -> text.append(line).append("    ").append(violation));
        }
        return text.toString();
    }
}
