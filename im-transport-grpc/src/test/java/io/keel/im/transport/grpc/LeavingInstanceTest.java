package io.keel.im.transport.grpc;

import static io.keel.im.transport.grpc.FailureTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.auth.Accounts.Outcome;
import io.keel.im.auth.AuthService;
import io.keel.im.memory.MemoryServiceRegistry;
import io.keel.im.spi.EpochStore;
import io.keel.im.spi.ServiceInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls whose instance goes before it has answered. */
class LeavingInstanceTest {

    private final MemoryServiceRegistry registry = new MemoryServiceRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final GrpcPeer peer = GrpcPeer.builder(registry, "logic")
            .security(Link.SECRET)
            .deadline(Duration.ofSeconds(20))
            .build();

    @BeforeEach
    void open() {
        opened.add(peer);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }

    @Test
    void callInFlightIsAnsweredByTheInstanceThatLeaves() throws Exception {
        GrpcServer leaving = start(Duration.ofSeconds(20), server -> server.export(this::slow));
        CompletionStage<String> call = new GrpcEpochStore(peer).epoch();
        await().untilAtomic(asked, is -> assertThat(is).isEqualTo(1));

        CompletableFuture<Void> left = CompletableFuture.runAsync(leaving::close);
        answer.complete("in good order");

        assertThat(call.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("in good order");
        left.get(10, TimeUnit.SECONDS);
    }

    @Test
    void callWhoseInstanceGoesIsMadeOnceMoreByAnother() throws Exception {
        GrpcServer dying = start(Duration.ofMillis(10), server -> server.export(this::slow));
        CompletionStage<String> call = new GrpcEpochStore(peer).epoch();
        await().untilAtomic(asked, is -> assertThat(is).isEqualTo(1));
        start(
                Duration.ofSeconds(1),
                server -> server.export((EpochStore) () -> CompletableFuture.completedFuture("the other")));

        dying.close();

        assertThat(call.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("the other");
    }

    @Test
    void registeringIsNotDoneTwice() throws Exception {
        AuthService accounts = new Registering();
        GrpcServer dying = start(
                Duration.ofMillis(10),
                server -> server.export(accounts, token -> CompletableFuture.completedFuture(Optional.empty())));
        CompletionStage<Outcome> call = new GrpcAuthService(peer).register("alice", "password", "");
        await().untilAtomic(asked, is -> assertThat(is).isEqualTo(1));
        start(
                Duration.ofSeconds(1),
                server -> server.export(accounts, token -> CompletableFuture.completedFuture(Optional.empty())));

        dying.close();

        assertThat(failure(call).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatThePortItselfFailsWithIsNotTriedAgain() throws Exception {
        for (int instance = 0; instance < 2; instance++) {
            start(
                    Duration.ofSeconds(1),
                    server -> server.export((EpochStore) () -> {
                        asked.incrementAndGet();
                        return CompletableFuture.failedFuture(
                                new ImException(ErrorCode.UNAVAILABLE, "the store is away"));
                    }));
        }

        assertThat(failure(new GrpcEpochStore(peer).epoch())).hasMessage("the store is away");
        assertThat(asked).hasValue(1);
    }

    private CompletionStage<String> slow() {
        asked.incrementAndGet();
        return answer;
    }

    private interface Exports {

        GrpcServerBuilder of(GrpcServerBuilder server);
    }

    private GrpcServer start(Duration drain, Exports exports) throws Exception {
        GrpcServer server = exports.of(GrpcServer.builder(0)
                        .host("127.0.0.1")
                        .security(Link.SECRET)
                        .drainTimeout(drain))
                .build()
                .start();
        opened.add(server);
        registry.register(new ServiceInstance("logic", "n" + server.port(), "127.0.0.1:" + server.port(), Map.of()))
                .toCompletableFuture()
                .get(1, TimeUnit.SECONDS);
        return server;
    }

    /** Registers whoever comes, and never says so. */
    private final class Registering implements AuthService {

        @Override
        public CompletionStage<Outcome> register(String user, String password, String name) {
            asked.incrementAndGet();
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Outcome> login(String user, String password) {
            return CompletableFuture.completedFuture(new Outcome.Registered(new UserId(user)));
        }
    }
}
