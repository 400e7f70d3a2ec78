package io.keel.im.registry.etcd;

import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;
import io.etcd.jetcd.common.exception.EtcdExceptionFactory;
import io.keel.im.ImException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Failures of the engine as failures of a port. */
final class Failures {

    private Failures() {}

    /**
     * A stage that ends as {@code call} does, on {@code executor}: the client ends its futures while it holds locks of its own.
     * A failure is one of ours.
     *
     * @param client is told how the engine fares
     */
    static <T> CompletionStage<T> translated(CompletionStage<T> call, Executor executor, LastingClient client) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        call.whenComplete((value, failure) -> {
            try {
                executor.execute(() -> {
                    if (failure == null) {
                        client.answered();
                        answer.complete(value);
                    } else {
                        client.failed(failure);
                        answer.completeExceptionally(of(failure));
                    }
                });
            } catch (RejectedExecutionException closed) {
                answer.completeExceptionally(of(closed));
            }
        });
        return answer;
    }

    static ImException of(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof ImException ours) {
            return ours;
        }
        String message = cause instanceof TimeoutException
                ? "etcd did not answer in time"
                : cause instanceof RejectedExecutionException ? "the connection to etcd is closed" : "etcd is away";
        return new ImException(io.keel.im.ErrorCode.UNAVAILABLE, message, cause);
    }

    /** Tells whether the engine says that there is no such lease. */
    static boolean isNotFound(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof ImException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        EtcdException etcd = EtcdExceptionFactory.toEtcdException(cause);
        return etcd.getErrorCode() == ErrorCode.NOT_FOUND;
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof java.util.concurrent.ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
