package io.keel.im.examples.bench.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What the cluster's topics hold, those of all gateways counted as one.
 *
 * @param records where the logs end, by topic
 * @param bytes how large all logs are together
 */
record TopicCounts(Map<String, Long> records, long bytes) {

    static final String PUSHES = "push-messages";

    private static final Set<String> PLAIN = Set.of("upstream-messages", "im-tasks", "dead-letters");

    /** Counts now. */
    static TopicCounts now(Admin admin) throws IOException {
        try {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            Map<String, Long> records = new TreeMap<>();
            long bytes = 0;
            for (Map<String, LogDirDescription> logs : admin.describeLogDirs(
                            admin.describeCluster().nodes().get().stream()
                                    .map(node -> node.id())
                                    .toList())
                    .allDescriptions()
                    .get()
                    .values()) {
                for (LogDirDescription log : logs.values()) {
                    for (var replica : log.replicaInfos().entrySet()) {
                        if (isOurs(replica.getKey().topic())) {
                            asked.put(replica.getKey(), OffsetSpec.latest());
                            bytes += replica.getValue().size();
                        }
                    }
                }
            }
            admin.listOffsets(asked)
                    .all()
                    .get()
                    .forEach((partition, end) -> records.merge(kind(partition.topic()), end.offset(), Long::sum));
            return new TopicCounts(records, bytes);
        } catch (ExecutionException e) {
            throw new IOException("topics cannot be counted", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What has been added since. */
    TopicCounts since(TopicCounts before) {
        Map<String, Long> added = new TreeMap<>();
        records.forEach((topic, end) -> added.put(topic, end - before.records.getOrDefault(topic, 0L)));
        return new TopicCounts(added, bytes - before.bytes);
    }

    /** Records of all topics. */
    long sum() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean isOurs(String topic) {
        return PLAIN.contains(topic) || topic.startsWith(PUSHES);
    }

    private static String kind(String topic) {
        return topic.startsWith(PUSHES) ? PUSHES : topic;
    }
}
