package io.keel.im.examples.role;

import io.keel.im.examples.UsageException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits, while a process starts, for what it cannot start without. */
final class Await {

    private Await() {}

    /**
     * Returns what the stage ends with.
     *
     * @param what is waited for, for the message when it does not come
     */
    static <T> T on(CompletionStage<T> stage, Duration patience, String what) {
        try {
            return stage.toCompletableFuture()
                    .copy()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new UsageException(what + ": not to be had (" + e.getCause() + ")", e);
        }
    }
}
