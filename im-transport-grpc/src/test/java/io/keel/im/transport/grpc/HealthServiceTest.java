package io.keel.im.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.keel.im.health.Health;
import io.keel.im.health.Need;
import io.keel.im.health.Probe;
import io.keel.im.spi.EpochStore;
import io.keel.im.transport.grpc.v1.EpochsGrpc;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gRPC's health service tells. */
class HealthServiceTest {

    private static final String NAME = "health-service-test";

    private final Health health = Health.of(InstantSource.system());
    private final EpochStore epochs = () -> CompletableFuture.completedFuture("epoch");
    private final ManagedChannel channel =
            InProcessChannelBuilder.forName(NAME).directExecutor().build();
    private boolean store = true;

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", EpochsGrpc.SERVICE_NAME})
    void eachServiceFollowsTheProcess(String service) {
        try (GrpcServer server =
                GrpcServer.inProcess(NAME).export(epochs).health(health).build().start()) {
            assertThat(status(service)).isEqualTo(ServingStatus.NOT_SERVING);

            health.check("mysql", Need.ALWAYS, Probe.of(() -> store, "away")).serving();
            health.look();
            assertThat(status(service)).isEqualTo(ServingStatus.SERVING);

            store = false;
            health.look();
            assertThat(status(service)).isEqualTo(ServingStatus.NOT_SERVING);
            store = true;
            health.look();
            assertThat(status(service)).isEqualTo(ServingStatus.SERVING);

            health.draining();
            assertThat(status(service)).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(server.port()).isEqualTo(-1);
        }
    }

    @Test
    void serverWithoutAProcessServesUntilToldOtherwise() {
        try (GrpcServer server =
                GrpcServer.inProcess(NAME).export(epochs).build().start()) {
            assertThat(status(EpochsGrpc.SERVICE_NAME)).isEqualTo(ServingStatus.SERVING);
            server.ready(false);
            assertThat(status(EpochsGrpc.SERVICE_NAME)).isEqualTo(ServingStatus.NOT_SERVING);
        }
    }

    private ServingStatus status(String service) {
        return HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }
}
