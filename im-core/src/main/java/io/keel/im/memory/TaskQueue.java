package io.keel.im.memory;

import io.keel.im.ImException;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskHandler;
import java.time.Duration;
import java.util.ArrayDeque;
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

/** The tasks of one group, of which one at a time is being done. Safe for use by several threads. */
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
        Task task;
        TaskHandler handler;
        synchronized (this) {
            task = waiting.peek();
            if (handlers == null || task == null) {
                busy = false;
                return;
            }
            handler = handlers.get(task.kind());
        }
        handle(handler, task).whenComplete((done, failure) -> ended(task, failure));
    }

    private static CompletionStage<Void> handle(@Nullable TaskHandler handler, Task task) {
        try {
            return handler == null ? CompletableFuture.completedFuture(null) : handler.handle(task);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized void ended(Task task, @Nullable Throwable thrown) {
        busy = false;
        if (thrown == null) {
            waiting.poll();
            failures = 0;
            work(executor);
            return;
        }
        Throwable failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean retryable = failure instanceof ImException known && known.retryable();
        failures++;
        if (!retryable && failures >= TRIES) {
            LOG.error("task {} of kind {} cannot be done by {}", task.id(), task.kind(), group, failure);
            waiting.poll();
            failures = 0;
            work(executor);
            return;
        }
        long pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10), LONGEST_PAUSE_MILLIS);
        LOG.warn("task {} of kind {} failed, again in {} ms: {}", task.id(), task.kind(), pause, failure.toString());
        work(delays.apply(Duration.ofMillis(pause)));
    }
}
