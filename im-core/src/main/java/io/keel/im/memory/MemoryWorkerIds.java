package io.keel.im.memory;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.WorkerIds;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Worker ids in the memory of this process, for several gateways in one JVM. A lease ends only when it is released or {@link
 * #lapse} says so. Safe for use by several threads.
 */
public final class MemoryWorkerIds implements WorkerIds {

    private static final Executor A_LITTLE_LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final int count;
    private final Map<Integer, Held> leases = new HashMap<>();
    private final Map<Integer, Long> marks = new HashMap<>();

    /** Lends all worker ids. */
    public MemoryWorkerIds() {
        this(SnowflakeIds.MAX_WORKER + 1);
    }

    /**
     * Lends the first worker ids.
     *
     * @param count how many, 1 to 1,024
     */
    public MemoryWorkerIds(int count) {
        if (count < 1 || count > SnowflakeIds.MAX_WORKER + 1) {
            throw new IllegalArgumentException("count: " + count + " (expected: 1..1024)");
        }
        this.count = count;
    }

    @Override
    public CompletionStage<Lease> lease(InstantSource clock) {
        CompletableFuture<Lease> lease = new CompletableFuture<>();
        attempt(clock, lease);
        return lease;
    }

    /** Takes a worker id from its holder, as an engine does that has not heard of it for too long. For tests. */
    public void lapse(int worker) {
        Held lapsed;
        synchronized (leases) {
            lapsed = leases.remove(worker);
        }
        if (lapsed != null) {
            lapsed.ended = true;
            lapsed.lost.complete(null);
        }
    }

    private void attempt(InstantSource clock, CompletableFuture<Lease> lease) {
        Held taken;
        synchronized (leases) {
            if (leases.size() == count) {
                lease.completeExceptionally(
                        new ImException(ErrorCode.UNAVAILABLE, "all " + count + " worker ids are taken"));
                return;
            }
            taken = take(clock);
        }
        if (taken != null) {
            lease.complete(taken);
        } else {
            A_LITTLE_LATER.execute(() -> attempt(clock, lease));
        }
    }

    private @Nullable Held take(InstantSource clock) {
        for (int worker = 0; worker < count; worker++) {
            long mark = marks.getOrDefault(worker, 0L);
            if (!leases.containsKey(worker) && mark < clock.millis()) {
                Held taken = new Held(worker, clock, mark);
                leases.put(worker, taken);
                return taken;
            }
        }
        return null;
    }

    private final class Held implements Lease {

        private static final long AHEAD_MILLIS = 2 * SnowflakeIds.MAX_AHEAD.toMillis();

        private final int worker;
        private final InstantSource clock;
        private final SnowflakeIds ids;
        private final CompletableFuture<Void> lost = new CompletableFuture<>();
        /** The mark as this lease last raised it: ids up to there may be made without looking at the table. */
        private volatile long promised;

        private volatile boolean ended;

        Held(int worker, InstantSource clock, long mark) {
            this.worker = worker;
            this.clock = clock;
            this.promised = mark;
            this.ids = SnowflakeIds.fenced(worker, clock, mark, this::permittedMillis);
        }

        private long permittedMillis() {
            if (ended) {
                return Long.MIN_VALUE;
            }
            long now = clock.millis();
            return promised - now > SnowflakeIds.MAX_AHEAD.toMillis() ? promised : raise(now + AHEAD_MILLIS);
        }

        private long raise(long mark) {
            synchronized (leases) {
                if (leases.get(worker) != this) {
                    return Long.MIN_VALUE;
                }
                promised = Math.max(promised, mark);
                marks.put(worker, promised);
                return promised;
            }
        }

        @Override
        public int worker() {
            return worker;
        }

        @Override
        public SnowflakeIds ids() {
            return ids;
        }

        @Override
        public boolean held() {
            return !ended;
        }

        @Override
        public CompletionStage<Void> lost() {
            return lost.minimalCompletionStage();
        }

        @Override
        public CompletionStage<Void> release() {
            ended = true;
            synchronized (leases) {
                leases.remove(worker, this);
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
