package io.keel.im.memory;

import io.keel.im.ImException;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskBatchHandler;
import io.keel.im.spi.TaskHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of one group, of which one at a time, or one batch, is being done. Safe for use by several threads. */
final class TaskQueue {

    private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** How often a task is tried that fails for good. */
    private static final int TRIES = 3;

    private final String group;
    private final Executor executor;
    private final Function<Duration, Executor> delays;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private @Nullable Map<String, TaskHandler> handlers;
    private boolean busy;
    private int failures;
    /** How many may be done at once now: fewer after a batch that failed, until it is clear for which of them. */
    private int most = TaskBatchHandler.MAX_BATCH;

    TaskQueue(String group, Executor executor, Function<Duration, Executor> delays) {
        this.group = group;
        this.executor = executor;
        this.delays = delays;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized void add(List<Task> tasks) {
        waiting.addAll(tasks);
        work(executor);
    }

    synchronized Bus.Subscription serve(Map<String, TaskHandler> byKind) {
        if (handlers != null) {
            throw new IllegalStateException("group " + group + " is served already");
        }
        handlers = byKind;
        work(executor);
        return () -> end(byKind);
    }

    synchronized void end() {
        handlers = null;
    }

    /** What has begun is finished; the handlers of a later subscription are left alone. */
    private synchronized void end(Map<String, TaskHandler> mine) {
        if (handlers == mine) {
            handlers = null;
        }
    }

    private synchronized void work(Executor by) {
        if (!busy && handlers != null && !waiting.isEmpty()) {
            busy = true;
            by.execute(this::next);
        }
    }

    private void next() {
        List<Task> batch;
        TaskHandler handler;
        synchronized (this) {
            Task first = waiting.peek();
            if (handlers == null || first == null) {
                busy = false;
                return;
            }
            handler = handlers.get(first.kind());
            batch = handler instanceof TaskBatchHandler ? batch(handlers, handler) : List.of(first);
        }
        handle(handler, batch).whenComplete((done, failure) -> ended(batch, failure));
    }

    /** The tasks at the front that one handler does. */
    private List<Task> batch(Map<String, TaskHandler> byKind, TaskHandler handler) {
        List<Task> batch = new ArrayList<>();
        for (Task task : waiting) {
            if (batch.size() == most || byKind.get(task.kind()) != handler) {
                break;
            }
            batch.add(task);
        }
        return List.copyOf(batch);
    }

    private static CompletionStage<Void> handle(@Nullable TaskHandler handler, List<Task> batch) {
        try {
            if (handler instanceof TaskBatchHandler batches) {
                return batches.handleAll(batch);
            }
            return handler == null ? CompletableFuture.completedFuture(null) : handler.handle(batch.get(0));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized void ended(List<Task> batch, @Nullable Throwable thrown) {
        busy = false;
        if (thrown == null) {
            done(batch.size());
            return;
        }
        Task task = batch.get(0);
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean retryable = failure instanceof ImException known && known.retryable();
        if (!retryable && batch.size() > 1) {
            most = batch.size() / 2;
            work(executor);
            return;
        }
        failures++;
        if (!retryable && failures >= TRIES) {
            LOG.error("task {} of kind {} cannot be done by {}", task.id(), task.kind(), group, failure);
            done(1);
            return;
        }
        long pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10), LONGEST_PAUSE_MILLIS);
        LOG.warn("task {} of kind {} failed, again in {} ms: {}", task.id(), task.kind(), pause, failure.toString());
        work(delays.apply(Duration.ofMillis(pause)));
    }

    private void done(int count) {
        for (int i = 0; i < count; i++) {
            waiting.poll();
        }
        failures = 0;
        most = Math.min(2 * most, TaskBatchHandler.MAX_BATCH);
        work(executor);
    }
}
