package io.keel.im.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Notices that this process stood still for so long that others take it for dead. Who has slept once stays so: what happened
 * meanwhile was told to nobody here. Safe for use by several threads.
 */
final class Wakefulness {

    private static final long ASLEEP = Long.MIN_VALUE;

    private final LongSupplier nanos;
    private final long limit;
    /** When it was last seen awake, by a clock that starts at 0. */
    private final AtomicLong seen;

    /**
     * Begins awake.
     *
     * @param nanos a monotonic clock that starts at 0
     * @param limit how long one may stand still
     */
    Wakefulness(LongSupplier nanos, Duration limit) {
        this.nanos = nanos;
        this.limit = limit.toNanos();
        this.seen = new AtomicLong(nanos.getAsLong());
    }

    /** One that never sleeps, for gateways that nobody else watches. */
    static Wakefulness unwatched() {
        return new Wakefulness(() -> 0, Duration.ZERO);
    }

    /** Says that it is awake; called several times within the limit. Changes nothing once it has slept. */
    void tick() {
        long now = nanos.getAsLong();
        seen.updateAndGet(before -> before == ASLEEP || now - before > limit ? ASLEEP : now);
    }

    /** Tells whether it has slept; right in the first moment after waking, too. */
    boolean slept() {
        long before = seen.get();
        return before == ASLEEP || nanos.getAsLong() - before > limit;
    }
}
