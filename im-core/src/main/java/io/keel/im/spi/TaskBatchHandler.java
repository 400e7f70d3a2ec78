package io.keel.im.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Does the tasks of one kind several at once, where that is cheaper than one by one: in one transaction, say.
 *
 * <p>Handed over is what has arrived, be it one task or many; nothing waits for a batch to fill. A batch holds tasks of several keys,
 * those of one key in order, and no two batches with the same key are being done at once.
 */
@FunctionalInterface
public interface TaskBatchHandler extends TaskHandler {

    /** The largest batch, in tasks. */
    int MAX_BATCH = 1_024;

    /**
     * Does tasks. Called by several threads, at once too.
     *
     * @param tasks up to {@value #MAX_BATCH}
     * @return ends when all of them are done. After a failure that is {@linkplain io.keel.im.ImException#retryable() retryable} all
     *     of them are handed over again; after any other in parts, until the task is alone that cannot be done, and that one is put
     *     aside
     */
    CompletionStage<Void> handleAll(List<Task> tasks);

    @Override
    default CompletionStage<Void> handle(Task task) {
        return handleAll(List.of(task));
    }
}
