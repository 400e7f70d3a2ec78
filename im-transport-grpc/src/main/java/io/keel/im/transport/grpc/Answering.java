package io.keel.im.transport.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a unary call by what a port's stage ends with. */
final class Answering {

    private static final Logger log = LoggerFactory.getLogger(Answering.class);

    private Answering() {}

    /**
     * Calls a port and answers when it has.
     *
     * @param port reads the request and calls; an {@link IllegalArgumentException} is a request that cannot be read
     * @param wire makes the response
     */
    static <T, R> void answer(StreamObserver<R> observer, Supplier<CompletionStage<T>> port, Function<T, R> wire) {
        if (observer instanceof ServerCallStreamObserver<R> call) {
            // With a handler, answering a call that its caller has given up does nothing instead of throwing.
            call.setOnCancelHandler(() -> {});
        }
        CompletionStage<T> stage;
        try {
            stage = port.get();
        } catch (IllegalArgumentException malformed) {
            observer.onError(Statuses.of(Refusal.invalid(String.valueOf(malformed.getMessage()))));
            return;
        } catch (RuntimeException failure) {
            fail(observer, failure);
            return;
        }
        stage.whenComplete((value, failure) -> {
            if (failure != null) {
                fail(observer, failure);
                return;
            }
            R response;
            try {
                response = wire.apply(value);
            } catch (RuntimeException unwritable) {
                fail(observer, unwritable);
                return;
            }
            observer.onNext(response);
            observer.onCompleted();
        });
    }

    private static void fail(StreamObserver<?> observer, Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        if (refusal.code() == ErrorCode.INTERNAL) {
            log.warn("a call failed", failure);
        }
        observer.onError(Statuses.of(refusal));
    }
}
