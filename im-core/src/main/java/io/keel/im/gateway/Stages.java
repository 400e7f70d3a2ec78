package io.keel.im.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings the end of a stage back to a lane. */
final class Stages {

    private Stages() {}

    /**
     * Hands over the result or the failure: at once when the stage has ended already, since the caller is on the lane; by a task of the
     * lane otherwise.
     */
    static <T> void on(Executor lane, CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (future.isDone()) {
            future.whenComplete(then);
        } else {
            future.whenCompleteAsync(then, lane);
        }
    }
}
