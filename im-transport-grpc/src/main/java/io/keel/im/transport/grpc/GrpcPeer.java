package io.keel.im.transport.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.guard.Guard;
import io.keel.im.guard.Permit;
import io.keel.im.guard.ShedException;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.transport.grpc.v1.Done;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service, as a caller sees them: calls go to them in turn, and wait for one within their deadline when there
 * is none. Connects at the first call. Safe for use by several threads; nothing blocks.
 *
 * <p>Calls stand behind a {@link Guard}: while hardly any is answered, more fail at once. What an instance answers counts as an answer,
 * even that something it depends on is away: that has a guard of its own there. What keeps a gateway's lease is never refused.
 *
 * <pre>{@code
 * GrpcPeer logic = GrpcPeer.of(registry, "logic", GrpcSecurity.sharedSecret(secret));
 * Queries queries = new GrpcQueries(logic);
 * }</pre>
 */
public final class GrpcPeer implements AutoCloseable {

    private static final Duration LAST_CALLS = Duration.ofSeconds(1);

    private final ManagedChannel channel;
    private final Channel calls;
    private final Duration deadline;
    private final Guard guard;

    GrpcPeer(ManagedChannel channel, Channel calls, Duration deadline, Guard guard) {
        this.channel = channel;
        this.calls = calls;
        this.deadline = deadline;
        this.guard = guard;
    }

    /** Calls all instances of a service that {@code registry} shows, with all defaults. */
    public static GrpcPeer of(ServiceRegistry registry, String service, GrpcSecurity security) {
        return builder(registry, service).security(security).build();
    }

    /** Starts to configure calls to all instances of a service that {@code registry} shows. */
    public static GrpcPeerBuilder builder(ServiceRegistry registry, String service) {
        return new GrpcPeerBuilder(GrpcPeerBuilder.Target.service(registry, service), service);
    }

    /** Starts to configure calls to one process. */
    public static GrpcPeerBuilder builder(String host, int port) {
        return new GrpcPeerBuilder(GrpcPeerBuilder.Target.address(host, port), "peer");
    }

    /** Starts to configure calls to a server of this process, by its name; without a socket. */
    public static GrpcPeerBuilder inProcess(String name) {
        return new GrpcPeerBuilder(GrpcPeerBuilder.Target.inProcess(name), "peer");
    }

    /** Tells whether calls are being made at present. */
    public BreakerState breaker() {
        return guard.state();
    }

    /** Makes a call; {@code read} makes the value of the response. */
    <Q, R, T> CompletionStage<T> call(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
        Permit permit;
        try {
            permit = guard.enter();
        } catch (ShedException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return call(permit, method, request, read);
    }

    /** Makes a call that is made whatever became of those before: it keeps something alive. */
    <Q, R, T> CompletionStage<T> callAlways(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
        return call(guard.enterAlways(), method, request, read);
    }

    private <Q, R, T> CompletionStage<T> call(
            Permit permit, MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .withWaitForReady();
        Response<R, T> response = new Response<>(read, permit);
        ClientCalls.asyncUnaryCall(calls.newCall(method, options), request, response);
        return response.answer;
    }

    /** Makes a call whose response says nothing. */
    <Q> CompletionStage<Void> tell(MethodDescriptor<Q, Done> method, Q request) {
        return call(method, request, Function.identity()).thenAccept(done -> {});
    }

    /**
     * Asks whether an instance answers, whatever it says.
     *
     * @return ends well if one does; fails with {@code UNAVAILABLE} within the deadline if none does
     */
    public CompletionStage<Void> answers() {
        return call(HealthGrpc.getCheckMethod(), HealthCheckRequest.getDefaultInstance(), Function.identity())
                .thenAccept(any -> {});
    }

    /**
     * Ends the connections. Waits a second at most for calls in flight; what is not answered by then fails with
     * {@code UNAVAILABLE}. Closing twice is harmless.
     */
    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static final class Response<R, T> implements StreamObserver<R> {

        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final Function<R, T> read;
        private final Permit permit;
        private @Nullable R message;

        Response(Function<R, T> read, Permit permit) {
            this.read = read;
            this.permit = permit;
        }

        @Override
        public void onNext(R only) {
            message = only;
        }

        @Override
        public void onError(Throwable failure) {
            permit.ended(Statuses.outcome(failure));
            answer.completeExceptionally(Statuses.read(failure));
        }

        @Override
        public void onCompleted() {
            permit.ended(CallOutcome.OK);
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
