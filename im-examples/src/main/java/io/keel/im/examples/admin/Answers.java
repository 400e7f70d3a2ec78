package io.keel.im.examples.admin;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for answers, as a command line may. */
final class Answers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Answers() {}

    /**
     * Returns what the stage ends with.
     *
     * @throws ImException if it fails, or takes longer than 15 s
     */
    static <T> T of(CompletionStage<T> stage, String who) {
        return of(stage, PATIENCE, who);
    }

    /** Returns what the stage ends with within another time. */
    static <T> T of(CompletionStage<T> stage, Duration patience, String who) {
        try {
            return stage.toCompletableFuture()
                    .copy()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw failure(e, who);
        }
    }

    /** What a stage has failed with, as a command tells it. */
    static ImException failure(CompletionException failed, String who) {
        Throwable cause = failed.getCause();
        if (cause instanceof ImException known) {
            return known;
        }
        String what = cause instanceof TimeoutException ? " did not answer in time" : " failed: " + cause;
        return new ImException(ErrorCode.UNAVAILABLE, who + what, failed);
    }
}
