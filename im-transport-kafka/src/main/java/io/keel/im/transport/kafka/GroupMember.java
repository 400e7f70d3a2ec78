package io.keel.im.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group: the one thread that polls, whatever becomes of what it brings.
 *
 * <p>Offsets are committed for what has been handled, never for what has arrived. Partitions whose items are not handled fast
 * enough are paused, and polling goes on, so that the group never misses this member. A partition that is asked back is given
 * back once the batch that holds it has ended, if that takes no longer than {@link #REVOCATION}.
 *
 * @param <T> what the topic carries
 */
final class GroupMember<T> implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REVOCATION = Duration.ofSeconds(3);
    private static final Duration COMMIT = Duration.ofSeconds(2);
    private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(50).toNanos();
    private static final long BUSY_NANOS = Duration.ofMillis(20).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Function<byte[], T> decoder;
    private final PartitionQueues<T> queues;
    private final Membership membership;
    private final GroupFigures figures;
    private final BiConsumer<Collection<Batch<T>>, Collection<TopicPartition>> losses;
    private final Thread thread;
    private Runnable arrivals = () -> {};
    private Set<TopicPartition> paused = new HashSet<>();
    private long lastCommit = System.nanoTime();
    private long lastLook = System.nanoTime() - LOOK_EVERY_NANOS;
    private volatile long behind;
    private volatile boolean closing;

    /**
     * Makes it.
     *
     * @param consumer belongs to this from here on
     * @param decoder throws {@link IllegalArgumentException} for what cannot be read
     * @param losses hears of batches in hand that hold any of these partitions, which are others' now, or may be
     */
    GroupMember(
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            Function<byte[], T> decoder,
            PartitionQueues<T> queues,
            Membership membership,
            GroupFigures figures,
            BiConsumer<Collection<Batch<T>>, Collection<TopicPartition>> losses) {
        this.consumer = consumer;
        this.topic = topic;
        this.decoder = decoder;
        this.queues = queues;
        this.membership = membership;
        this.figures = figures;
        this.losses = losses;
        this.thread = new Thread(this::run, "im-kafka-" + topic);
        thread.setDaemon(true);
    }

    /**
     * Starts.
     *
     * @param whenArrived called after each poll
     */
    void start(Runnable whenArrived) {
        this.arrivals = whenArrived;
        thread.start();
    }

    /** A batch has ended: there may be room again. May be called from any thread. */
    void progress() {
        LockSupport.unpark(thread);
        if (queues.hasRoomAgain()) {
            consumer.wakeup();
        }
    }

    /** Leaves the group; what is in hand is finished and told, if that does not take too long. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        consumer.wakeup();
        if (Thread.currentThread() != thread) {
            Threads.join(thread, REVOCATION.plus(COMMIT).plusSeconds(3));
        }
    }

    /** How many records of the partitions that are held had not come here when that was last looked at, a second ago at most. */
    long behind() {
        return behind;
    }

    boolean isClosing() {
        return closing;
    }

    private void run() {
        consumer.subscribe(List.of(topic), this);
        while (!closing) {
            try {
                turn();
            } catch (WakeupException woken) {
                // Either there is room again or this ends.
            } catch (RuntimeException e) {
                LOG.warn("{} cannot be read", topic, e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        try {
            // Gives all partitions back, by onPartitionsRevoked.
            consumer.close(CloseOptions.timeout(COMMIT));
        } catch (KafkaException e) {
            LOG.warn("left {} without a word", topic, e);
        }
    }

    private void turn() {
        if (queues.isBusy()) {
            // What comes now has to wait all the same: the fewer records a fetch brings, the more it costs.
            LockSupport.parkNanos(this, BUSY_NANOS);
        }
        pause();
        commit();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        // They do not come twice: nothing that may fail stands before this.
        for (TopicPartition partition : records.partitions()) {
            queues.add(partition, items(records.records(partition)));
        }
        if (!records.isEmpty()) {
            figures.received(records.count());
        }
        if (!membership.sign()) {
            confirm();
        }
        look();
        arrivals.run();
    }

    private List<Item<T>> items(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Item<T>> items = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                items.add(new Item<>(record, decoder.apply(record.value())));
            } catch (RuntimeException malformed) {
                LOG.error("record {} of {}-{} cannot be read", record.offset(), topic, record.partition(), malformed);
                items.add(new Item<>(record, null));
            }
        }
        return items;
    }

    /** What the broker told with what it brought: this asks it nothing. */
    private void look() {
        long now = System.nanoTime();
        if (now - lastLook < LOOK_EVERY_NANOS) {
            return;
        }
        lastLook = now;
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            sum += consumer.currentLag(partition).orElse(0);
        }
        behind = sum;
    }

    private void pause() {
        Set<TopicPartition> full = queues.full();
        if (!full.equals(paused)) {
            Set<TopicPartition> assigned = consumer.assignment();
            full.retainAll(assigned);
            consumer.pause(full);
            paused.removeAll(full);
            paused.retainAll(assigned);
            consumer.resume(paused);
            paused = full;
        }
    }

    private void commit() {
        long now = System.nanoTime();
        if (now - lastCommit < COMMIT_EVERY_NANOS) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = queues.handled();
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (told, failure) -> {
                if (failure != null) {
                    LOG.debug("offsets did not reach the broker, they are told again", failure);
                    queues.untold(told.keySet());
                }
            });
        }
    }

    /** After a sleep: asks the group whether this is still a member, by a commit that says nothing new. */
    private void confirm() {
        Set<TopicPartition> assigned = consumer.assignment();
        losses.accept(queues.inHand(), assigned);
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(assigned, COMMIT);
        Map<TopicPartition, OffsetAndMetadata> same = new HashMap<>();
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata offset = known.get(partition);
            // Before the first commit; what is no more there is taken as the beginning.
            same.put(partition, offset == null ? new OffsetAndMetadata(0) : offset);
        }
        try {
            if (!same.isEmpty()) {
                consumer.commitSync(same, COMMIT);
                queues.untold(assigned);
            }
            membership.confirm();
        } catch (CommitFailedException replaced) {
            // The next poll tells what is lost, and that confirms as well.
            LOG.warn("slept for longer than the session of {}: others have its partitions", topic);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.info("{} came", partitions);
        queues.assign(partitions);
        membership.confirm();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        LOG.info("{} go", partitions);
        List<Batch<T>> holding = queues.revoke(partitions);
        await(holding);
        commitLast();
        lose(holding, partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn("{} were lost", partitions);
        List<Batch<T>> holding = queues.revoke(partitions);
        lose(holding, partitions);
        membership.confirm();
    }

    private void lose(List<Batch<T>> holding, Collection<TopicPartition> partitions) {
        queues.lose(partitions);
        paused.removeAll(partitions);
        losses.accept(holding, partitions);
    }

    private void await(List<Batch<T>> batches) {
        try {
            CompletableFuture.allOf(batches.stream().map(Batch::ended).toArray(CompletableFuture<?>[]::new))
                    .get(REVOCATION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "{} batches of {} did not end in time: whoever has it next does them again", batches.size(), topic);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitLast() {
        Map<TopicPartition, OffsetAndMetadata> offsets = queues.handled();
        for (int tries = 0; tries < 2 && !offsets.isEmpty(); tries++) {
            try {
                consumer.commitSync(offsets, COMMIT);
                return;
            } catch (WakeupException again) {
                // Meant for the poll.
            } catch (KafkaException e) {
                LOG.warn("what was handled of {} could not be told, it is handled again: {}", topic, e.toString());
                queues.untold(offsets.keySet());
                return;
            }
        }
    }
}
