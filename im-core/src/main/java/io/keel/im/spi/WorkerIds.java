package io.keel.im.spi;

import io.keel.im.id.SnowflakeIds;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * Lends the worker ids of {@link SnowflakeIds}, each to one process at a time.
 *
 * <p><b>Uniqueness</b> rests on no clock and no lease. Beside each worker id stands a mark: the latest time that an id made with
 * it may bear. It is raised, durably, before ids bear that time, only by the process that holds the worker id, and the next
 * holder begins above it. So a process that slept, however long, makes no id that another makes as well.
 *
 * <p><b>Time.</b> A lease is renewed by itself until it is released. Without a renewal it makes no more ids from a margin before
 * its end on, by the monotonic clock; it goes on when the engine comes back and it still has the worker id.
 *
 * <p><b>Threads.</b> All methods may be called from any thread and never block.
 */
public interface WorkerIds {

    /**
     * Takes a free worker id. Of those that are free, one is taken whose mark this machine's clock has passed; when there is none
     * the stage waits for the clock.
     *
     * @param clock the time of day, that the ids bear
     * @return the lease; a failed stage bears {@code UNAVAILABLE}: the engine is down, or all worker ids are taken
     */
    CompletionStage<Lease> lease(InstantSource clock);

    /** A worker id that is held. */
    interface Lease {

        /** The worker id, 0 to {@link SnowflakeIds#MAX_WORKER}. */
        int worker();

        /**
         * Makes ids by this lease; always the same object. While the lease cannot be renewed, and after its end, it refuses with
         * {@code UNAVAILABLE}.
         */
        SnowflakeIds ids();

        /** Tells, by the monotonic clock, whether {@link #ids()} would make an id now. */
        boolean held();

        /** Ends when the worker id was lost without being released: it will make no more ids, take another; never fails. */
        CompletionStage<Void> lost();

        /** Gives the worker id back and makes no more ids. Releasing twice is harmless. */
        CompletionStage<Void> release();
    }
}
