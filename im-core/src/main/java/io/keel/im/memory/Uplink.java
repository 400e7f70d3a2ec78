package io.keel.im.memory;

import io.keel.im.command.Submission;
import io.keel.im.memory.UplinkQueues.Batch;
import io.keel.im.spi.Bus.Subscription;
import io.keel.im.spi.Bus.UplinkHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings commands to their handler.
 *
 * <p>No wake-up is lost: whoever makes a batch possible then calls {@link #work}, and a thread that hands batches over looks
 * again after each.
 */
final class Uplink {

    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** After so many batches in a row a caller has done its share: an event loop has other work. */
    private static final int SHARE = 8;

    /** How many tasks may wait in the executor at once, so that its queue is bounded too. */
    private static final int MOST_TASKS = 64;

    private final UplinkQueues queues;
    private final @Nullable Executor executor;
    private final Function<Duration, Executor> delays;
    private final AtomicReference<@Nullable UplinkHandler> handler = new AtomicReference<>();
    private final AtomicInteger tasks = new AtomicInteger();

    /** Set while its thread hands over, so that a handler that publishes does not run another handler inside. */
    private final ThreadLocal<Boolean> working = ThreadLocal.withInitial(() -> Boolean.FALSE);

    Uplink(UplinkQueues queues, @Nullable Executor executor, Function<Duration, Executor> delays) {
        this.queues = queues;
        this.executor = executor;
        this.delays = delays;
    }

    boolean[] publish(List<Submission> submissions) {
        boolean[] taken = queues.offer(submissions);
        work();
        return taken;
    }

    Subscription consume(UplinkHandler newHandler) {
        if (!handler.compareAndSet(null, newHandler)) {
            throw new IllegalStateException("there is a handler already");
        }
        work();
        return () -> handler.compareAndSet(newHandler, null);
    }

    void close() {
        handler.set(null);
        queues.close();
    }

    private void work() {
        if (working.get()) {
            return;
        }
        if (executor != null) {
            spawn(executor);
        } else if (!handOver(SHARE)) {
            spawn(ForkJoinPool.commonPool());
        }
    }

    private void spawn(Executor to) {
        if (handler.get() == null || !queues.hasNext()) {
            return;
        }
        if (tasks.incrementAndGet() > MOST_TASKS) {
            // Each of those that wait will look for batches until there are none.
            tasks.decrementAndGet();
            return;
        }
        try {
            to.execute(() -> {
                tasks.decrementAndGet();
                handOver(Integer.MAX_VALUE);
            });
        } catch (RejectedExecutionException e) {
            tasks.decrementAndGet();
            LOG.error("the executor takes no more tasks: commands stay queued", e);
        }
    }

    /** Hands over up to {@code most} batches; tells whether it has found the end of them. */
    private boolean handOver(int most) {
        working.set(Boolean.TRUE);
        try {
            for (int i = 0; i < most; i++) {
                UplinkHandler now = handler.get();
                Batch batch = now == null ? null : queues.next();
                if (now == null || batch == null) {
                    return true;
                }
                handle(now, batch).whenComplete((done, failure) -> ended(batch, failure));
            }
            return false;
        } finally {
            // Not removed: an entry each time would cost more than the rest of this.
            working.set(Boolean.FALSE);
        }
    }

    private static CompletionStage<Void> handle(UplinkHandler handler, Batch batch) {
        try {
            return handler.handle(batch.submissions());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(Batch batch, @Nullable Throwable failure) {
        if (failure == null) {
            queues.release(batch);
            work();
            return;
        }
        int failures = batch.failed();
        long pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10), LONGEST_PAUSE_MILLIS);
        if (failures == 1) {
            LOG.warn("{} commands failed, again in {} ms", batch.submissions().size(), pause, failure);
        } else {
            LOG.warn(
                    "{} commands failed for the {}th time: {}",
                    batch.submissions().size(),
                    failures,
                    failure.toString());
        }
        delays.apply(Duration.ofMillis(pause)).execute(() -> {
            queues.again(batch);
            work();
        });
    }
}
