package io.keel.im.transport.kafka;

import io.keel.im.spi.Task;
import io.keel.im.spi.TaskHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is done about tasks: each is handed to the handler of its kind; one of a kind that has none is done. */
final class TaskWork implements BatchRunner.Work<Task> {

    private final Map<String, TaskHandler> handlers;
    private final DeadLetters deadLetters;

    TaskWork(Map<String, TaskHandler> handlers, DeadLetters deadLetters) {
        this.handlers = handlers;
        this.deadLetters = deadLetters;
    }

    @Override
    public CompletionStage<Void> handle(List<Task> tasks) {
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (Task task : tasks) {
            TaskHandler handler = handlers.get(task.kind());
            if (handler != null) {
                done = done.thenCompose(before -> handler.handle(task));
            }
        }
        return done;
    }

    @Override
    public CompletionStage<Void> bury(Item<Task> item, String reason) {
        return deadLetters.bury(item.record(), reason);
    }
}
