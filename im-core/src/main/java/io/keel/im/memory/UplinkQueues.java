package io.keel.im.memory;

import io.keel.im.command.Submission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that wait for their handler, by partition.
 *
 * <p>A partition is idle, ready (somebody should take its commands) or held by a batch; a conversation is always in the same
 * one, so that no two batches at once hold the same conversation. A batch takes what is ready, of as many partitions as there
 * are. One lock guards all of it: book-keeping takes some tens of nanoseconds per command. May be called from any thread.
 */
final class UplinkQueues {

    private final Partition[] partitions;
    private final int capacity;
    private final int batchLimit;

    private final ArrayDeque<Partition> ready = new ArrayDeque<>();
    private final ArrayDeque<Batch> failed = new ArrayDeque<>();
    private boolean closed;

    UplinkQueues(int partitions, int capacity, int batchLimit) {
        this.partitions = new Partition[partitions];
        for (int i = 0; i < partitions; i++) {
            this.partitions[i] = new Partition();
        }
        this.capacity = capacity;
        this.batchLimit = batchLimit;
    }

    /** Queues commands; tells for each whether there was room. */
    synchronized boolean[] offer(List<Submission> submissions) {
        boolean[] taken = new boolean[submissions.size()];
        for (int i = 0; i < taken.length && !closed; i++) {
            Submission submission = submissions.get(i);
            Partition partition = partitionOf(submission);
            if (partition.queue.size() < capacity) {
                taken[i] = true;
                partition.queue.add(submission);
                makeReady(partition);
            }
        }
        return taken;
    }

    /** Takes the next batch, one that has failed first; null when there is none. */
    synchronized @Nullable Batch next() {
        if (!failed.isEmpty()) {
            return failed.poll();
        }
        if (ready.isEmpty()) {
            return null;
        }
        Batch batch = new Batch();
        while (!ready.isEmpty() && batch.submissions.size() < batchLimit) {
            Partition partition = ready.poll();
            partition.state = State.HELD;
            batch.held.add(partition);
            while (!partition.queue.isEmpty() && batch.submissions.size() < batchLimit) {
                batch.submissions.add(partition.queue.poll());
            }
        }
        return batch;
    }

    /** Lets the partitions of a batch that is done go. */
    synchronized void release(Batch batch) {
        for (Partition partition : batch.held) {
            partition.state = State.IDLE;
            if (!partition.queue.isEmpty()) {
                makeReady(partition);
            }
        }
    }

    /** Makes a batch that has failed the next one, its partitions being held all the time. */
    synchronized void again(Batch batch) {
        if (!closed) {
            failed.add(batch);
        }
    }

    /** Tells whether {@link #next} would return a batch. */
    synchronized boolean hasNext() {
        return !ready.isEmpty() || !failed.isEmpty();
    }

    /** Drops everything and takes nothing any more. */
    synchronized void close() {
        closed = true;
        ready.clear();
        failed.clear();
        for (Partition partition : partitions) {
            partition.queue.clear();
        }
    }

    private Partition partitionOf(Submission submission) {
        int hash = submission.command().conversation().hashCode();
        return partitions[Math.floorMod(hash ^ (hash >>> 16), partitions.length)];
    }

    private void makeReady(Partition partition) {
        if (partition.state == State.IDLE) {
            partition.state = State.READY;
            ready.add(partition);
        }
    }

    /** Commands that are handed over together, and the partitions that wait for them. */
    static final class Batch {

        private final List<Submission> submissions = new ArrayList<>();
        private final List<Partition> held = new ArrayList<>();
        private int failures;

        List<Submission> submissions() {
            return submissions;
        }

        /** Counts one more failure; returns how many there were. */
        int failed() {
            return ++failures;
        }
    }

    private enum State {
        IDLE,
        READY,
        HELD
    }

    private static final class Partition {

        private final ArrayDeque<Submission> queue = new ArrayDeque<>();
        private State state = State.IDLE;
    }
}
