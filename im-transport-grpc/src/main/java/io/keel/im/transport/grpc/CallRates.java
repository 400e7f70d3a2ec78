package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How often a user may call without a connection: as often as one connection may ask, 100 times a second after 500 in a row. */
final class CallRates {

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long BURST = 500 * STEP;
    private static final int SWEEP_EVERY = 4096;

    private final LongSupplier nanos;

    /** When the bucket of each user is full again; users whose bucket is full are swept. */
    private final ConcurrentHashMap<UserId, Long> full = new ConcurrentHashMap<>();

    private final AtomicInteger calls = new AtomicInteger();

    CallRates(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes a token; tells whether there was one. */
    boolean take(UserId user) {
        long now = nanos.getAsLong();
        if (calls.incrementAndGet() % SWEEP_EVERY == 0) {
            full.values().removeIf(at -> at - now <= 0);
        }
        boolean[] taken = {false};
        full.compute(user, (key, at) -> {
            long from = at == null || at - now < 0 ? now : at;
            taken[0] = from - now + STEP <= BURST;
            return taken[0] ? Long.valueOf(from + STEP) : at;
        });
        return taken[0];
    }
}
