package io.keel.im.transport.grpc;

import static io.keel.im.transport.grpc.FailureTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.keel.im.ErrorCode;
import io.keel.im.spi.EpochStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An internal port never answers a stranger. */
class StrangerTest {

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private final EpochStore epochs = () -> {
        asked.incrementAndGet();
        return CompletableFuture.completedFuture("epoch");
    };

    @Test
    void serverThatWouldAnswerStrangersIsNotMade() throws Exception {
        Certificates own = Certificates.make(folder, "own");
        GrpcSecurity oneSided = GrpcSecurity.none().withIdentity(own.certificate(), own.key());

        assertThatThrownBy(() -> GrpcServer.builder(0).export(epochs).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        GrpcServer.builder(0).security(oneSided).export(epochs).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GrpcSecurity.sharedSecret("short")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "another secret, as long", "a secret that tests shar", "a secret that tests share!"})
    void callerWithoutTheSecretIsRefusedBeforeThePortIsAsked(String shown) throws Exception {
        GrpcSecurity stranger = shown.isEmpty() ? GrpcSecurity.none() : GrpcSecurity.sharedSecret(shown);
        try (GrpcServer server = server(Link.SECRET);
                GrpcPeer peer = peer(server, stranger)) {
            assertThat(failure(new GrpcEpochStore(peer).epoch()).code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void healthIsToldToMembersAlone() throws Exception {
        try (GrpcServer server = server(Link.SECRET)) {
            ManagedChannel stranger = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                    .usePlaintext()
                    .build();
            try {
                assertThatThrownBy(() -> HealthGrpc.newBlockingStub(stranger)
                                .withDeadlineAfter(10, TimeUnit.SECONDS)
                                .check(HealthCheckRequest.getDefaultInstance()))
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                refused -> assertThat(refused.getStatus().getCode())
                                        .isEqualTo(Status.Code.UNAUTHENTICATED));
            } finally {
                stranger.shutdownNow();
            }
        }
    }

    @Test
    void mutualTlsAnswersHoldersOfACertificateAlone() throws Exception {
        Certificates own = Certificates.make(folder, "own");
        Certificates other = Certificates.make(folder, "other");
        GrpcSecurity member =
                GrpcSecurity.none().withIdentity(own.certificate(), own.key()).withAuthorities(own.certificate());
        GrpcSecurity nameless = GrpcSecurity.none().withAuthorities(own.certificate());
        GrpcSecurity foreign = GrpcSecurity.none()
                .withIdentity(other.certificate(), other.key())
                .withAuthorities(own.certificate());
        try (GrpcServer server = server(member);
                GrpcPeer right = peer(server, member);
                GrpcPeer without = peer(server, nameless);
                GrpcPeer wrong = peer(server, foreign);
                GrpcPeer plain = peer(server, Link.SECRET)) {
            assertThat(new GrpcEpochStore(right).epoch().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .isEqualTo("epoch");
            assertThat(asked).hasValue(1);
            assertThat(failure(new GrpcEpochStore(without).epoch()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure(new GrpcEpochStore(wrong).epoch()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure(new GrpcEpochStore(plain).epoch()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void serverOfAnotherAuthorityIsNotBelieved() throws Exception {
        Certificates own = Certificates.make(folder, "own");
        Certificates other = Certificates.make(folder, "other");
        GrpcSecurity secret = Link.SECRET;
        try (GrpcServer server = server(secret.withIdentity(own.certificate(), own.key()));
                GrpcPeer believing = peer(server, secret.withAuthorities(own.certificate()));
                GrpcPeer doubting = peer(server, secret.withAuthorities(other.certificate()))) {
            assertThat(new GrpcEpochStore(believing)
                            .epoch()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo("epoch");
            assertThat(failure(new GrpcEpochStore(doubting).epoch()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    private GrpcServer server(GrpcSecurity security) {
        return GrpcServer.builder(0)
                .host("127.0.0.1")
                .security(security)
                .export(epochs)
                .build()
                .start();
    }

    private static GrpcPeer peer(GrpcServer server, GrpcSecurity security) {
        return GrpcPeer.builder("127.0.0.1", server.port())
                .security(security)
                .deadline(Duration.ofSeconds(1))
                .build();
    }
}
