package io.keel.im.job;

import io.keel.im.protocol.MessageTasks;
import io.keel.im.protocol.MessageTasks.Kind;
import io.keel.im.spi.Bus;
import io.keel.im.spi.TaskBatchHandler;
import io.keel.im.spi.TaskHandler;
import io.keel.im.spi.Tasks;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.JobTelemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Does jobs about the messages that logic has stored: the job role.
 *
 * <pre>{@code
 * JobWorker jobs = JobWorker.over(tasks)
 *         .job("statistics", DailyStatistics.into(statistics), Kind.SAID)
 *         .job("search", message -> index.add(message));
 * }</pre>
 *
 * <p>Each job goes at its own pace: one that fails or is slow holds up no other. The processes that serve a job of one name share
 * its messages. Safe for use by several threads.
 */
public final class JobWorker implements AutoCloseable {

    private final Tasks tasks;
    private final JobTelemetry telemetry;
    private final List<Bus.Subscription> subscriptions = new ArrayList<>();
    private boolean closed;

    private JobWorker(Tasks tasks, JobTelemetry telemetry) {
        this.tasks = tasks;
        this.telemetry = telemetry;
    }

    /**
     * Makes a worker that does nothing yet.
     *
     * @param tasks brings what a {@link io.keel.im.logic.TaskFeed} publishes; never closed here
     */
    public static JobWorker over(Tasks tasks) {
        return over(tasks, Telemetry.NONE);
    }

    /**
     * Makes a worker that does nothing yet.
     *
     * @param tasks brings what a {@link io.keel.im.logic.TaskFeed} publishes; never closed here
     * @param telemetry hears what becomes of tasks, by the names of jobs
     */
    public static JobWorker over(Tasks tasks, JobTelemetry telemetry) {
        return new JobWorker(tasks, telemetry);
    }

    /**
     * Starts a job.
     *
     * @param name names it in all processes, 1–64 of {@code A–Z a–z 0–9 . _ @ -}: a job that takes another name begins anew
     * @param job a {@link MessageBatchJob} gets several messages at once where several have arrived
     * @param kinds of which messages; of all if none is named
     * @throws IllegalStateException if a job of that name runs over these tasks already, or this is closed
     */
    public synchronized JobWorker job(String name, MessageJob job, Kind... kinds) {
        if (closed) {
            throw new IllegalStateException("the worker is closed");
        }
        telemetry.hasJob(name);
        TaskHandler handler = handler(name, job);
        Map<String, TaskHandler> handlers = new HashMap<>();
        for (Kind kind : kinds.length == 0 ? Kind.values() : kinds) {
            handlers.put(kind.value(), handler);
        }
        subscriptions.add(tasks.consume(name, handlers));
        return this;
    }

    private TaskHandler handler(String name, MessageJob job) {
        if (job instanceof MessageBatchJob batches) {
            TaskBatchHandler handler = some -> timed(
                    name,
                    some.size(),
                    () -> batches.runAll(some.stream().map(MessageTasks::read).toList()));
            return handler;
        }
        return task -> timed(name, 1, () -> job.run(MessageTasks.read(task)));
    }

    private CompletionStage<Void> timed(String name, int count, Supplier<CompletionStage<Void>> work) {
        long start = System.nanoTime();
        CompletionStage<Void> end;
        try {
            end = work.get();
        } catch (RuntimeException e) {
            end = CompletableFuture.failedFuture(e);
        }
        return end.whenComplete(
                (done, failure) -> telemetry.worked(name, count, failure == null, System.nanoTime() - start));
    }

    /** Ends all jobs; what is in hand is finished. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        closed = true;
        subscriptions.forEach(Bus.Subscription::close);
    }
}
