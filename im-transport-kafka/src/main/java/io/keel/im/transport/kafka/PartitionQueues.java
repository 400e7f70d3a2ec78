package io.keel.im.transport.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived and waits for its handler, by partition.
 *
 * <p>A partition is idle, ready (its items may be taken) or held by a batch. A batch takes what is ready, of as many partitions
 * as there are, up to its bounds; so no two batches at once hold the same partition, and a batch under load is large however the
 * load is spread. A partition that is lost while a batch holds it stays held until that batch has ended, even if it comes back
 * meanwhile; its offset moves only for who had it all the time. One lock guards all of it. May be called from any thread.
 *
 * @param <T> what the topic carries
 */
final class PartitionQueues<T> {

    private final Bounds bounds;
    private final ToIntFunction<T> rows;
    private final Map<TopicPartition, Lane<T>> lanes = new HashMap<>();
    private final ArrayDeque<Lane<T>> ready = new ArrayDeque<>();
    private final Set<Batch<T>> inHand = new LinkedHashSet<>();
    private long bufferedBytes;

    /**
     * What is handed over at once.
     *
     * @param messages items in a batch
     * @param rows rows in a batch, as estimated; an item of more goes alone
     * @param batches batches at once
     * @param perPartition items that may wait in a partition before it is paused
     * @param bytes bytes that may wait in all partitions before those with items are paused
     */
    record Bounds(int messages, int rows, int batches, int perPartition, long bytes) {}

    PartitionQueues(Bounds bounds, ToIntFunction<T> rows) {
        this.bounds = bounds;
        this.rows = rows;
    }

    /** Partitions have come. */
    synchronized void assign(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane<T> lane = lanes.computeIfAbsent(partition, Lane::new);
            lane.assigned = true;
            lane.paused = false;
            lane.handled = -1;
        }
    }

    /**
     * Partitions have gone, or are about to: forgets what waits in them.
     *
     * @return the batches in hand that hold any of them
     */
    synchronized List<Batch<T>> revoke(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane<T> lane = lanes.get(partition);
            if (lane != null) {
                lane.assigned = false;
                lane.queue.forEach(item -> bufferedBytes -= item.bytes());
                lane.queue.clear();
                if (lane.state == State.READY) {
                    lane.state = State.IDLE;
                    ready.remove(lane);
                }
            }
        }
        List<Batch<T>> holding = new ArrayList<>();
        for (Batch<T> batch : inHand) {
            if (batch.terms().keySet().stream().anyMatch(partitions::contains)) {
                holding.add(batch);
            }
        }
        return holding;
    }

    /** These partitions are others' from now on: what is still in hand of them counts for nothing. */
    synchronized void lose(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane<T> lane = lanes.get(partition);
            if (lane != null) {
                lane.term++;
                lane.handled = -1;
                lane.dirty = false;
            }
        }
        for (Batch<T> batch : inHand) {
            boolean ours = batch.terms().entrySet().stream().anyMatch(held -> isOf(held.getKey(), held.getValue()));
            if (!ours) {
                batch.abandon();
            }
        }
    }

    /** Items have arrived, in order. */
    synchronized void add(TopicPartition partition, List<Item<T>> items) {
        Lane<T> lane = lanes.get(partition);
        if (lane == null || !lane.assigned || items.isEmpty()) {
            return;
        }
        lane.queue.addAll(items);
        items.forEach(item -> bufferedBytes += item.bytes());
        if (lane.state == State.IDLE) {
            lane.state = State.READY;
            ready.add(lane);
        }
    }

    /** Takes the next batch; null when there is none, or enough are in hand. */
    synchronized @Nullable Batch<T> next() {
        if (ready.isEmpty() || inHand.size() >= bounds.batches) {
            return null;
        }
        Batch<T> batch = new Batch<>();
        int room = bounds.rows;
        while (!ready.isEmpty()) {
            Lane<T> lane = ready.element();
            int before = batch.items().size();
            for (Item<T> item = lane.queue.peek(); item != null; item = lane.queue.peek()) {
                int weight = item.value() == null ? 1 : Math.max(1, rows.applyAsInt(item.value()));
                int size = batch.items().size();
                if (size >= bounds.messages || (weight > room && size > 0)) {
                    break;
                }
                room -= weight;
                lane.queue.remove();
                bufferedBytes -= item.bytes();
                batch.add(item);
            }
            if (batch.items().size() == before) {
                break;
            }
            ready.remove();
            lane.state = State.HELD;
            batch.hold(lane.partition, lane.term);
        }
        batch.close();
        inHand.add(batch);
        return batch;
    }

    /**
     * Nothing is being done any more about a batch.
     *
     * @param handled whether all of it was handled
     */
    void end(Batch<T> batch, boolean handled) {
        synchronized (this) {
            inHand.remove(batch);
            batch.terms().forEach((partition, term) -> {
                Lane<T> lane = lanes.computeIfAbsent(partition, Lane::new);
                Long end = batch.ends().get(partition);
                if (handled && end != null && lane.term == term) {
                    lane.handled = end;
                    lane.dirty = true;
                }
                lane.state = lane.queue.isEmpty() ? State.IDLE : State.READY;
                if (lane.state == State.READY) {
                    ready.add(lane);
                }
            });
        }
        batch.ended().complete(null);
    }

    /** Tells whether nothing more can be taken before a batch ends. */
    synchronized boolean isBusy() {
        return inHand.size() >= bounds.batches;
    }

    /** The batches in hand. */
    synchronized List<Batch<T>> inHand() {
        return List.copyOf(inHand);
    }

    /** How far partitions have been handled since this was last asked. */
    synchronized Map<TopicPartition, OffsetAndMetadata> handled() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Lane<T> lane : lanes.values()) {
            if (lane.dirty) {
                lane.dirty = false;
                offsets.put(lane.partition, new OffsetAndMetadata(lane.handled));
            }
        }
        return offsets;
    }

    /** Offsets did not reach the broker: they are told again. */
    synchronized void untold(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane<T> lane = lanes.get(partition);
            if (lane != null && lane.handled >= 0) {
                lane.dirty = true;
            }
        }
    }

    /** Partitions that should not bring more for now; one that was paused stays so until half of it is gone. */
    synchronized Set<TopicPartition> full() {
        Set<TopicPartition> full = new HashSet<>();
        for (Lane<T> lane : lanes.values()) {
            lane.paused = lane.assigned && isFull(lane, lane.paused ? 2 : 1);
            if (lane.paused) {
                full.add(lane.partition);
            }
        }
        return full;
    }

    /** Tells whether a partition that is paused could bring more. */
    synchronized boolean hasRoomAgain() {
        for (Lane<T> lane : lanes.values()) {
            if (lane.paused && !isFull(lane, 2)) {
                return true;
            }
        }
        return false;
    }

    /** How many partitions are assigned. */
    synchronized long partitions() {
        return lanes.values().stream().filter(lane -> lane.assigned).count();
    }

    /** How many items wait. */
    synchronized long waiting() {
        return lanes.values().stream().mapToLong(lane -> lane.queue.size()).sum();
    }

    /** How many items wait or are in hand. */
    synchronized long unhandled() {
        return waiting()
                + inHand.stream().mapToLong(batch -> batch.items().size()).sum();
    }

    /** How many bytes wait. */
    synchronized long waitingBytes() {
        return bufferedBytes;
    }

    private boolean isOf(TopicPartition partition, long term) {
        Lane<T> lane = lanes.get(partition);
        return lane != null && lane.term == term;
    }

    private boolean isFull(Lane<T> lane, int part) {
        return lane.queue.size() >= bounds.perPartition / part
                || (bufferedBytes >= bounds.bytes / part && !lane.queue.isEmpty());
    }

    private enum State {
        IDLE,
        READY,
        HELD
    }

    private static final class Lane<T> {

        private final TopicPartition partition;
        private final ArrayDeque<Item<T>> queue = new ArrayDeque<>();
        private State state = State.IDLE;
        private boolean assigned;
        private boolean paused;
        private long term;
        /** Behind the last item that was handled; -1 before the first. */
        private long handled = -1;
        /** Whether {@link #handled} has still to be told. */
        private boolean dirty;

        Lane(TopicPartition partition) {
            this.partition = partition;
        }
    }
}
