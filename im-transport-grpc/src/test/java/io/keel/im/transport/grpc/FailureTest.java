package io.keel.im.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.EpochStore;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller is told when a call fails, here or there. */
class FailureTest {

    private final Link link = Link.overLoopback();

    @AfterEach
    void unlink() {
        link.close();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void whatAPortFailsWithComesBack(ErrorCode code) throws Exception {
        ImException failure = failure(new GrpcEpochStore(
                        link.to(server -> server.export(failing(new ImException(code, "what is wrong")))))
                .epoch());

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage("what is wrong");
    }

    @Test
    void faultOfAPortIsInternalAndTellsNothing() throws Exception {
        ImException failure = failure(
                new GrpcEpochStore(link.to(server -> server.export(failing(new IllegalStateException("jdbc:secret")))))
                        .epoch());

        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure).hasMessageNotContaining("secret");
    }

    @Test
    void portThatThrowsFailsTheCall() throws Exception {
        ImException failure = failure(new GrpcEpochStore(link.to(server -> server.export((EpochStore) () -> {
                    throw new IllegalStateException("broken");
                })))
                .epoch());

        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void portThatNeverAnswersIsUnavailableAtTheDeadline() throws Exception {
        try (GrpcServer server = GrpcServer.builder(0)
                        .host("127.0.0.1")
                        .security(Link.SECRET)
                        .drainTimeout(Duration.ofMillis(10))
                        .export((EpochStore) CompletableFuture::new)
                        .build()
                        .start();
                GrpcPeer peer = GrpcPeer.builder("127.0.0.1", server.port())
                        .security(Link.SECRET)
                        .deadline(Duration.ofMillis(200))
                        .build()) {
            ImException failure = failure(new GrpcEpochStore(peer).epoch());

            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.retryable()).isTrue();
        }
    }

    @Test
    void nobodyThereIsUnavailableAtTheDeadline() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (GrpcPeer peer = GrpcPeer.builder("127.0.0.1", free)
                .security(Link.SECRET)
                .deadline(Duration.ofMillis(200))
                .build()) {
            assertThat(failure(new GrpcEpochStore(peer).epoch()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void callsPastTheBoundAreRefusedAtOnce() throws Exception {
        try (GrpcServer server = GrpcServer.builder(0)
                        .host("127.0.0.1")
                        .security(Link.SECRET)
                        .drainTimeout(Duration.ofMillis(10))
                        .export((EpochStore) CompletableFuture::new)
                        .build()
                        .start();
                GrpcPeer peer = GrpcPeer.builder("127.0.0.1", server.port())
                        .security(Link.SECRET)
                        .deadline(Duration.ofMinutes(1))
                        .maxCalls(1)
                        .build()) {
            GrpcEpochStore epochs = new GrpcEpochStore(peer);
            CompletionStage<String> first = epochs.epoch();

            assertThat(failure(epochs.epoch())).hasMessageContaining("too much is under way");
            peer.close();
            assertThat(failure(first).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void methodThatTheOtherSideDoesNotKnowIsInternal() throws Exception {
        GrpcPeer peer = link.to(server -> server);

        assertThat(failure(new GrpcEpochStore(peer).epoch()).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    private static EpochStore failing(Throwable failure) {
        return () -> CompletableFuture.failedFuture(failure);
    }

    static ImException failure(CompletionStage<?> stage) throws Exception {
        ExecutionException failed = catchThrowableOfType(
                ExecutionException.class, () -> stage.toCompletableFuture().get(10, TimeUnit.SECONDS));
        assertThat(failed).isNotNull();
        assertThat(failed.getCause()).isInstanceOf(ImException.class);
        return (ImException) failed.getCause();
    }
}
