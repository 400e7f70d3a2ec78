package io.keel.im.id;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes 64-bit ids that grow with time and never repeat: 41 bits of milliseconds since 2024-01-01 UTC, 10 bits of worker id,
 * 12 bits of sequence (after Twitter's Snowflake). Safe for use by several threads; never blocks.
 *
 * <p>Time here only moves forward. When the clock steps back, or more than 4,096 ids are wanted within a millisecond, ids go on
 * from the last one made, ahead of the clock; past {@link #MAX_AHEAD} this refuses instead.
 */
public final class SnowflakeIds {

    /** How far ids may run ahead of the clock. */
    public static final Duration MAX_AHEAD = Duration.ofSeconds(10);

    /** The largest worker id. */
    public static final int MAX_WORKER = 1023;

    private static final long EPOCH_MILLIS = 1_704_067_200_000L;
    private static final int SEQUENCE_BITS = 12;
    private static final int WORKER_BITS = 10;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

    private final InstantSource clock;
    private final long worker;
    private final LongSupplier permittedMillis;
    /** Milliseconds since {@link #EPOCH_MILLIS} and sequence of the last id, without the worker. */
    private final AtomicLong last;

    private SnowflakeIds(int worker, InstantSource clock, long notBeforeMillis, LongSupplier permittedMillis) {
        if (worker < 0 || worker > MAX_WORKER) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: 0.." + MAX_WORKER + ")");
        }
        this.worker = worker;
        this.clock = clock;
        this.permittedMillis = permittedMillis;
        this.last = new AtomicLong(Math.max(0, notBeforeMillis - EPOCH_MILLIS) << SEQUENCE_BITS);
    }

    /**
     * Makes ids for a worker that no other live process has.
     *
     * @param worker 0 to {@link #MAX_WORKER}
     */
    public static SnowflakeIds of(int worker, InstantSource clock) {
        return new SnowflakeIds(worker, clock, 0, () -> Long.MAX_VALUE);
    }

    /**
     * Makes ids for a worker id that may have been used before.
     *
     * @param notBeforeMillis the largest time that the worker id was used at, milliseconds since the epoch: every id is later
     */
    public static SnowflakeIds resuming(int worker, InstantSource clock, long notBeforeMillis) {
        return fenced(worker, clock, notBeforeMillis, () -> Long.MAX_VALUE);
    }

    /**
     * Makes ids for a worker id that is held for a time.
     *
     * @param notBeforeMillis the largest time that the worker id was used at, milliseconds since the epoch: every id is later
     * @param permittedMillis asked before each id: the largest time that it may bear, milliseconds since the epoch; {@link
     *     Long#MIN_VALUE} for none. Must answer at once
     */
    public static SnowflakeIds fenced(
            int worker, InstantSource clock, long notBeforeMillis, LongSupplier permittedMillis) {
        return new SnowflakeIds(worker, clock, notBeforeMillis + 1, permittedMillis);
    }

    /**
     * Makes the next id, larger than every one made here before.
     *
     * @throws ImException with {@code UNAVAILABLE} if the clock is more than {@link #MAX_AHEAD} behind the last id, or the worker
     *     id is not held for that time
     */
    public long next() {
        long now = clock.millis() - EPOCH_MILLIS;
        long next = last.updateAndGet(previous -> admitted(Math.max(previous + 1, now << SEQUENCE_BITS), now));
        return (next >>> SEQUENCE_BITS) << (SEQUENCE_BITS + WORKER_BITS)
                | worker << SEQUENCE_BITS
                | (next & SEQUENCE_MASK);
    }

    private long admitted(long next, long now) {
        long time = next >>> SEQUENCE_BITS;
        if (time - now > MAX_AHEAD.toMillis()) {
            throw new ImException(ErrorCode.UNAVAILABLE, "the clock has stepped back");
        }
        if (time + EPOCH_MILLIS > permittedMillis.getAsLong()) {
            throw new ImException(ErrorCode.UNAVAILABLE, "the worker id is not held");
        }
        return next;
    }

    /** Returns when {@code id} was made, milliseconds since the epoch. */
    public static long millisOf(long id) {
        return (id >>> (SEQUENCE_BITS + WORKER_BITS)) + EPOCH_MILLIS;
    }

    /** Returns the smallest id that can have been made at a time, milliseconds since the epoch; 0 for times before all ids. */
    public static long firstAt(long millis) {
        return Math.max(0, millis - EPOCH_MILLIS) << (SEQUENCE_BITS + WORKER_BITS);
    }

    /** Returns the worker that made {@code id}. */
    public static int workerOf(long id) {
        return (int) (id >>> SEQUENCE_BITS) & MAX_WORKER;
    }
}
