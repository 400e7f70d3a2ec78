package io.keel.im.spi;

import java.util.concurrent.CompletionStage;

/**
 * Does the tasks of one kind.
 *
 * <p>A task comes at least once: again, under the same id, after a failure or when a process ended before it could say that the
 * task is done. A handler that must act once remembers ids, or writes so that the second time changes nothing.
 */
@FunctionalInterface
public interface TaskHandler {

    /**
     * Does a task. Called by several threads, at once too, but never for two tasks of one key; should not block for long.
     *
     * @return ends when the task is done. After a failure that is {@linkplain io.keel.im.ImException#retryable() retryable} the
     *     task is handed over again until it succeeds; after any other a few times, then it is put aside
     */
    CompletionStage<Void> handle(Task task);
}
