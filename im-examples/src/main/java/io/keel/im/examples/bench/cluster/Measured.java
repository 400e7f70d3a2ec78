package io.keel.im.examples.bench.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One round under load, of which nothing was lost, doubled or out of order. All but the times was counted where it stands.
 *
 * @param perSecond messages that arrived everywhere and were acknowledged, per second
 * @param messages how many
 * @param rows what was inserted
 * @param commits by how many commits, or batches that a commit may hold several of
 * @param topics what was published; of one node nothing
 * @param cpuMicros CPU time of each process per message
 */
record Measured(
        double perSecond,
        double p50Micros,
        double p99Micros,
        long messages,
        RowCounts rows,
        long commits,
        TopicCounts topics,
        Map<String, Double> cpuMicros) {

    double rowsPerMessage() {
        return (double) rows.sum() / messages;
    }

    double rowsPerSecond() {
        return perSecond * rowsPerMessage();
    }

    double recordsPerMessage() {
        return (double) topics.sum() / messages;
    }

    int bytesPerRecord() {
        return (int) (topics.bytes() / Math.max(1, topics.sum()));
    }

    int messagesPerCommit() {
        return (int) Math.max(1, rows.messages() / Math.max(1, commits));
    }

    /** As many messages per second as the engines would let through if each did nothing but its part of this. */
    double bound(double recordsPerSecond, double rowsPerSecond) {
        return 1 / (recordsPerMessage() / recordsPerSecond + rowsPerMessage() / rowsPerSecond);
    }

    /** What each role costs, for people. */
    String cpu() {
        Map<String, Double> byRole = new TreeMap<>();
        cpuMicros.forEach((name, micros) -> byRole.merge(name.replaceAll("-\\d+$", ""), micros, Double::sum));
        return byRole.entrySet().stream()
                .map(each -> String.format("%s %.1f", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return String.format(
                "%,.0f messages/s, p50 %,.0f us, p99 %,.0f us; per message %.2f rows, %.2f records of %d bytes; per commit"
                        + " %d messages; us of CPU per message: %s",
                perSecond,
                p50Micros,
                p99Micros,
                rowsPerMessage(),
                recordsPerMessage(),
                bytesPerRecord(),
                messagesPerCommit(),
                cpu());
    }
}
