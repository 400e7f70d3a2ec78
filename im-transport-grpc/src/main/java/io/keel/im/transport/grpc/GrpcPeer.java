package io.keel.im.transport.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.transport.grpc.v1.Done;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service, as a caller sees them: calls go to them in turn, and wait for one within their deadline when there
 * is none. Connects at the first call. Safe for use by several threads; nothing blocks.
 *
 * <pre>{@code
 * GrpcPeer logic = GrpcPeer.of(registry, "logic", GrpcSecurity.sharedSecret(secret));
 * Queries queries = new GrpcQueries(logic);
 * }</pre>
 */
public final class GrpcPeer implements AutoCloseable {

    private final ManagedChannel channel;
    private final Channel calls;
    private final Duration deadline;
    private final int maxCalls;
    private final AtomicInteger inFlight = new AtomicInteger();

    GrpcPeer(ManagedChannel channel, Channel calls, Duration deadline, int maxCalls) {
        this.channel = channel;
        this.calls = calls;
        this.deadline = deadline;
        this.maxCalls = maxCalls;
    }

    /** Calls all instances of a service that {@code registry} shows, with all defaults. */
    public static GrpcPeer of(ServiceRegistry registry, String service, GrpcSecurity security) {
        return builder(registry, service).security(security).build();
    }

    /** Starts to configure calls to all instances of a service that {@code registry} shows. */
    public static GrpcPeerBuilder builder(ServiceRegistry registry, String service) {
        return new GrpcPeerBuilder(GrpcPeerBuilder.Target.service(registry, service));
    }

    /** Starts to configure calls to one process. */
    public static GrpcPeerBuilder builder(String host, int port) {
        return new GrpcPeerBuilder(GrpcPeerBuilder.Target.address(host, port));
    }

    /** Starts to configure calls to a server of this process, by its name; without a socket. */
    public static GrpcPeerBuilder inProcess(String name) {
        return new GrpcPeerBuilder(GrpcPeerBuilder.Target.inProcess(name));
    }

    /** Makes a call; {@code read} makes the value of the response. */
    <Q, R, T> CompletionStage<T> call(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
        if (inFlight.incrementAndGet() > maxCalls) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new ImException(ErrorCode.UNAVAILABLE, "too many calls at once: try again"));
        }
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .withWaitForReady();
        Response<R, T> response = new Response<>(read, inFlight);
        ClientCalls.asyncUnaryCall(calls.newCall(method, options), request, response);
        return response.answer;
    }

    /** Makes a call whose response says nothing. */
    <Q> CompletionStage<Void> tell(MethodDescriptor<Q, Done> method, Q request) {
        return call(method, request, done -> null);
    }

    /** Ends the connections; calls in flight fail with {@code UNAVAILABLE}. Closing twice is harmless. */
    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Response<R, T> implements StreamObserver<R> {

        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final Function<R, T> read;
        private final AtomicInteger inFlight;
        private @Nullable R message;

        Response(Function<R, T> read, AtomicInteger inFlight) {
            this.read = read;
            this.inFlight = inFlight;
        }

        @Override
        public void onNext(R only) {
            message = only;
        }

        @Override
        public void onError(Throwable failure) {
            inFlight.decrementAndGet();
            answer.completeExceptionally(Statuses.read(failure));
        }

        @Override
        public void onCompleted() {
            inFlight.decrementAndGet();
            T value;
            try {
                value = read.apply(Objects.requireNonNull(message, "a response without a message"));
            } catch (RuntimeException unreadable) {
                answer.completeExceptionally(
                        new ImException(ErrorCode.INTERNAL, "a response that cannot be read", unreadable));
                return;
            }
            answer.complete(value);
        }
    }
}
