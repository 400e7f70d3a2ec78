package io.keel.im.memory;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.Names;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskHandler;
import io.keel.im.spi.Tasks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Tasks inside this process: whatever dies, they die with it. Each group does its tasks one at a time, in order. Tasks that
 * nobody would do, there having been no group yet, are forgotten. Safe for use by several threads.
 */
public final class MemoryTasks implements Tasks {

    /** How many tasks may wait for a group. */
    static final int CAPACITY = 16_384;

    private final Executor executor;
    private final Function<Duration, Executor> delays;
    private final Map<String, TaskQueue> groups = new HashMap<>();
    private boolean closed;

    private MemoryTasks(Executor executor, Function<Duration, Executor> delays) {
        this.executor = executor;
        this.delays = delays;
    }

    /** Makes it, with the handlers run by the JDK's common pool. */
    public static MemoryTasks create() {
        return of(
                ForkJoinPool.commonPool(),
                delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Makes it.
     *
     * @param executor runs the handlers
     * @param delays given a delay, returns an executor that runs tasks after it: how a task that failed waits
     */
    public static MemoryTasks of(Executor executor, Function<Duration, Executor> delays) {
        return new MemoryTasks(executor, delays);
    }

    @Override
    public synchronized CompletionStage<Void> publish(List<Task> tasks) {
        boolean fits = groups.values().stream().allMatch(group -> group.waiting() + tasks.size() <= CAPACITY);
        if (closed || !fits) {
            return CompletableFuture.failedFuture(new ImException(
                    ErrorCode.UNAVAILABLE, closed ? "tasks: closed" : "tasks: more wait than can be kept"));
        }
        groups.values().forEach(group -> group.add(tasks));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized Bus.Subscription consume(String group, Map<String, TaskHandler> handlers) {
        Names.requireName("group", group);
        if (closed) {
            throw new IllegalStateException("tasks: closed");
        }
        return groups.computeIfAbsent(group, name -> new TaskQueue(name, executor, delays))
                .serve(Map.copyOf(handlers));
    }

    @Override
    public synchronized void close() {
        closed = true;
        groups.values().forEach(TaskQueue::end);
    }
}
