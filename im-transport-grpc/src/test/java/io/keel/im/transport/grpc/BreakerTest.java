package io.keel.im.transport.grpc;

import static io.keel.im.transport.grpc.FailureTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.guard.GuardSettings;
import io.keel.im.guard.ShedException;
import io.keel.im.memory.MemorySessions;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.EpochStore;
import io.keel.im.spi.telemetry.BreakerState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that falls silent, says no, and comes back. */
class BreakerTest {

    private static final Duration DEADLINE = Duration.ofMillis(300);

    private final AtomicInteger asked = new AtomicInteger();
    private volatile CompletionStage<String> answer = CompletableFuture.completedFuture("epoch");

    private final GrpcServer server = GrpcServer.builder(0)
            .host("127.0.0.1")
            .security(Link.SECRET)
            .drainTimeout(Duration.ofMillis(10))
            .export((EpochStore) () -> {
                asked.incrementAndGet();
                return answer;
            })
            .export(new MemorySessions(InstantSource.system()))
            .build()
            .start();

    private final GrpcPeer peer = GrpcPeer.builder("127.0.0.1", server.port())
            .security(Link.SECRET)
            .deadline(DEADLINE)
            .build();

    private final GrpcEpochStore epochs = new GrpcEpochStore(peer);

    @AfterEach
    void close() {
        peer.close();
        server.close();
    }

    @Test
    void silentServiceIsGivenUpAndFoundAgain() throws Exception {
        fallSilent();
        int before = asked.get();

        ImException refused = failure(epochs.epoch());

        assertThat(refused).isInstanceOf(ShedException.class);
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(asked).hasValue(before);

        answer = CompletableFuture.completedFuture("epoch");
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            epochs.epoch();
            return peer.breaker() == BreakerState.CLOSED;
        });
        assertThat(epochs.epoch()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("epoch");
    }

    @Test
    void servicesOwnTroubleIsAnAnswer() throws Exception {
        answer = CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "the store is away"));

        for (int i = 0; i < 30; i++) {
            assertThat(failure(epochs.epoch())).hasMessage("the store is away");
        }

        assertThat(peer.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void leaseIsRenewedWhileTheRestIsRefused() throws Exception {
        fallSilent();
        GrpcSessionRegistry sessions = new GrpcSessionRegistry(peer);

        assertThat(sessions.renew(new GatewayId("gateway"), Duration.ofSeconds(10)))
                .succeedsWithin(Duration.ofSeconds(5));

        // What answered that is worth a try.
        assertThat(peer.breaker()).isEqualTo(BreakerState.HALF_OPEN);
    }

    @Test
    void oneOfTwoInstancesThatSleepsIsNoReasonToAskTheOther() throws Exception {
        CompletionStage<String> silence = new CompletableFuture<>();
        List<CompletionStage<String>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answer = i % 2 == 0 ? silence : CompletableFuture.completedFuture("epoch");
            int before = asked.get();
            calls.add(epochs.epoch());
            await().until(() -> asked.get() > before);
        }
        for (int i = 0; i < 30; i += 2) {
            failure(calls.get(i));
        }

        assertThat(peer.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void whatOneCanDoWithoutIsLeftAloneAtOnce() throws Exception {
        try (GrpcPeer expendable = GrpcPeer.builder("127.0.0.1", server.port())
                .security(Link.SECRET)
                .deadline(DEADLINE)
                .guard(GuardSettings.expendable())
                .build()) {
            answer = new CompletableFuture<>();
            GrpcEpochStore cached = new GrpcEpochStore(expendable);
            List<CompletionStage<String>> calls = List.of(cached.epoch(), cached.epoch());
            for (CompletionStage<String> call : calls) {
                failure(call);
            }

            assertThat(failure(cached.epoch())).isInstanceOf(ShedException.class);
        }
    }

    private void fallSilent() throws Exception {
        answer = new CompletableFuture<>();
        List<CompletionStage<String>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(epochs.epoch());
        }
        for (CompletionStage<String> call : calls) {
            assertThat(failure(call).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
        assertThat(peer.breaker()).isEqualTo(BreakerState.OPEN);
    }
}
