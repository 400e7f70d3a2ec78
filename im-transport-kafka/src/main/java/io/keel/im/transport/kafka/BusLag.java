package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.presence.GatewayId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * How far those who read the bus are behind: logic with commands, each group of jobs with tasks. And what topics of pushes there
 * are. Changes nothing.
 *
 * <pre>{@code
 * try (BusLag lag = BusLag.open("10.0.0.1:9092")) {
 *     List<BusLag.Position> positions = lag.positions().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>The figures of one answer are asked for one after the other while records come and go: they may be a few records apart. A failed
 * stage bears {@code UNAVAILABLE}. Safe for use by several threads.
 */
public final class BusLag implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long NONE = -1;

    private final Topics topics;
    private final Admin admin;

    private BusLag(String bootstrap, String prefix, Map<String, ?> client) {
        this.topics = new Topics(prefix);
        this.admin = new KafkaClients(bootstrap, new HashMap<>(client), 0).admin();
    }

    /**
     * Opens it with the defaults; the broker need not be there yet.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     */
    public static BusLag open(String bootstrap) {
        return open(bootstrap, "", Map.of());
    }

    /**
     * Opens it.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     * @param prefix stands before the names of topics and groups, as in {@link KafkaBusBuilder#prefix}
     * @param client properties of Kafka's own clients, as in {@link KafkaBusBuilder#client}
     */
    public static BusLag open(String bootstrap, String prefix, Map<String, ?> client) {
        return new BusLag(bootstrap, prefix, client);
    }

    /**
     * Where a group stands in a partition.
     *
     * @param group who reads
     * @param topic what is read
     * @param partition which part of it
     * @param handled the offset up to which all is handled, exclusive; that of the oldest record where nothing was yet
     * @param end the offset behind the newest record
     */
    public record Position(String group, String topic, int partition, long handled, long end) {

        /** How many records wait; 0 or more. */
        public long lag() {
            return Math.max(0, end - handled);
        }
    }

    /**
     * A topic of pushes to a gateway. How far the gateway has read it the gateway alone knows.
     *
     * @param gateway whose
     * @param topic its name
     * @param records how many it holds, over all partitions: what came within the time that it keeps them
     */
    public record PushTopic(GatewayId gateway, String topic, long records) {}

    /** Tells where logic and all groups of jobs stand, ordered by group, topic and partition; topics that are not there are left out. */
    public CompletionStage<List<Position>> positions() {
        return told(() -> names().thenCombine(groups(), this::readers).thenCompose(this::standings));
    }

    /** Lists the topics of pushes, of gateways that live and of others that have not been missed for long enough, by name. */
    public CompletionStage<List<PushTopic>> pushTopics() {
        return told(() -> names().thenCompose(all -> {
            Map<String, GatewayId> pushes = new TreeMap<>();
            all.forEach(topic -> topics.gatewayOf(topic).ifPresent(gateway -> pushes.put(topic, gateway)));
            return partitions(pushes.keySet())
                    .thenCompose(parts -> ends(parts, OffsetSpec.earliest())
                            .thenCombine(ends(parts, OffsetSpec.latest()), (first, last) -> held(pushes, first, last)));
        }));
    }

    /** Closing twice is harmless. */
    @Override
    public void close() {
        admin.close(CLOSE);
    }

    private CompletionStage<List<Position>> standings(Map<String, String> topicOfGroup) {
        Set<String> read = new TreeSet<>(topicOfGroup.values());
        return partitions(read)
                .thenCompose(parts ->
                        ends(parts, OffsetSpec.earliest()).thenCombine(ends(parts, OffsetSpec.latest()), Ranges::new))
                .thenCompose(ranges -> {
                    CompletionStage<List<Position>> all = CompletableFuture.completedFuture(new ArrayList<>());
                    for (Map.Entry<String, String> each : topicOfGroup.entrySet()) {
                        all = all.thenCombine(committed(each.getKey()), (found, offsets) -> {
                            found.addAll(inPartitions(each.getKey(), each.getValue(), offsets, ranges));
                            return found;
                        });
                    }
                    return all;
                });
    }

    private static List<Position> inPartitions(
            String group, String topic, Map<TopicPartition, OffsetAndMetadata> offsets, Ranges ranges) {
        return ranges.last().keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .map(partition -> {
                    @Nullable OffsetAndMetadata offset = offsets.get(partition);
                    long first = ranges.first().getOrDefault(partition, 0L);
                    return new Position(
                            group,
                            topic,
                            partition.partition(),
                            offset == null ? first : Math.max(first, offset.offset()),
                            ranges.last().getOrDefault(partition, 0L));
                })
                .toList();
    }

    /** Who reads what; logic also while none has come yet, for commands wait for it. */
    private Map<String, String> readers(Set<String> known, Collection<GroupListing> groups) {
        Map<String, String> readers = new TreeMap<>();
        if (known.contains(topics.upstream())) {
            readers.put(topics.logicGroup(), topics.upstream());
        }
        if (known.contains(topics.tasks())) {
            for (GroupListing group : groups) {
                if (group.groupId().startsWith(topics.taskGroup(""))) {
                    readers.put(group.groupId(), topics.tasks());
                }
            }
        }
        return readers;
    }

    private static List<PushTopic> held(
            Map<String, GatewayId> pushes, Map<TopicPartition, Long> first, Map<TopicPartition, Long> last) {
        List<PushTopic> held = new ArrayList<>();
        pushes.forEach((topic, gateway) -> {
            long records = NONE;
            for (Map.Entry<TopicPartition, Long> end : last.entrySet()) {
                if (end.getKey().topic().equals(topic)) {
                    records = Math.max(0, records) + end.getValue() - first.getOrDefault(end.getKey(), 0L);
                }
            }
            // One that is gone by now has no ends.
            if (records != NONE) {
                held.add(new PushTopic(gateway, topic, records));
            }
        });
        return held;
    }

    private CompletionStage<Set<String>> names() {
        return admin.listTopics().names().toCompletionStage();
    }

    private CompletionStage<Collection<GroupListing>> groups() {
        return admin.listGroups().all().toCompletionStage();
    }

    private CompletionStage<Map<TopicPartition, OffsetAndMetadata>> committed(String group) {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .exceptionallyCompose(failure -> root(failure) instanceof GroupIdNotFoundException
                        ? CompletableFuture.completedFuture(Map.of())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<List<TopicPartition>> partitions(Collection<String> asked) {
        CompletionStage<List<TopicPartition>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (KafkaFuture<TopicDescription> each :
                admin.describeTopics(asked).topicNameValues().values()) {
            all = all.thenCombine(unlessGone(each), (found, topic) -> {
                topic.ifPresent(known -> known.partitions()
                        .forEach(part -> found.add(new TopicPartition(known.name(), part.partition()))));
                return found;
            });
        }
        return all;
    }

    private CompletionStage<Map<TopicPartition, Long>> ends(List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        ListOffsetsResult answer = admin.listOffsets(asked);
        CompletionStage<Map<TopicPartition, Long>> all = CompletableFuture.completedFuture(new HashMap<>());
        for (TopicPartition partition : partitions) {
            all = all.thenCombine(unlessGone(answer.partitionResult(partition)), (found, end) -> {
                end.ifPresent(known -> found.put(partition, known.offset()));
                return found;
            });
        }
        return all;
    }

    private static <T> CompletionStage<Optional<T>> unlessGone(KafkaFuture<T> future) {
        CompletionStage<Optional<T>> answer = future.toCompletionStage().thenApply(Optional::of);
        return answer.exceptionallyCompose(failure -> root(failure) instanceof UnknownTopicOrPartitionException
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(failure));
    }

    private static <T> CompletionStage<T> told(Supplier<CompletionStage<T>> question) {
        return question.get()
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        new ImException(ErrorCode.UNAVAILABLE, "the broker did not answer", root(failure))));
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private record Ranges(Map<TopicPartition, Long> first, Map<TopicPartition, Long> last) {}
}
