package io.keel.im.transport.kafka;

import io.keel.im.spi.Task;
import io.keel.im.spi.TaskBatchHandler;
import io.keel.im.spi.TaskHandler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is done about tasks: each is handed to the handler of its kind, those in a row together
 * to one that takes batches; one of a kind that has none is done. */
final class TaskWork implements BatchRunner.Work<Task> {

    private final Map<String, TaskHandler> handlers;
    private final DeadLetters deadLetters;

    TaskWork(Map<String, TaskHandler> handlers, DeadLetters deadLetters) {
        this.handlers = handlers;
        this.deadLetters = deadLetters;
    }

    @Override
    public CompletionStage<Void> handle(List<Task> tasks) {
        List<Task> wanted =
                tasks.stream().filter(task -> handlers.containsKey(task.kind())).toList();
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        int from = 0;
        while (from < wanted.size()) {
            TaskHandler handler = handlerOf(wanted.get(from));
            int to = from + 1;
            while (handler instanceof TaskBatchHandler && to < wanted.size() && handlerOf(wanted.get(to)) == handler) {
                to++;
            }
            List<Task> run = wanted.subList(from, to);
            done = done.thenCompose(before ->
                    handler instanceof TaskBatchHandler batches ? batches.handleAll(run) : handler.handle(run.get(0)));
            from = to;
        }
        return done;
    }

    private TaskHandler handlerOf(Task task) {
        return Objects.requireNonNull(handlers.get(task.kind()));
    }

    @Override
    public CompletionStage<Void> bury(Item<Task> item, String reason) {
        return deadLetters.bury(item.record(), reason);
    }
}
