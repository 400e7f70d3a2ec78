package io.keel.im.examples.role;

import io.keel.im.ImException;
import io.keel.im.examples.UsageException;
import io.keel.im.gateway.CommandClient;
import io.keel.im.gateway.Gateway;
import io.keel.im.group.GroupId;
import io.keel.im.health.Need;
import io.keel.im.health.Probe;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.WorkerIds;
import io.keel.im.transport.grpc.GrpcServer;
import io.keel.im.transport.grpc.GrpcServerBuilder;
import io.keel.im.websocket.WebSocketServer;
import io.keel.im.websocket.WebSocketServerBuilder;
import io.keel.im.websocket.http.StaticFiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One life of a gateway: a worker id, a name with a push topic, sockets, a place in the registry. It ends with the process, or
 * when the others took it for dead; then another begins.
 */
final class GatewayLife implements Lives.Life {

    private static final Duration WORKER = Duration.ofSeconds(30);

    /** What was opened, the last first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final CompletionStage<Void> over;
    private final int port;
    private final int grpcPort;

    private GatewayLife(GatewayRole.Parts with, int wantedPort, int wantedGrpcPort) {
        Foundation foundation = with.foundation();
        RoleSettings settings = foundation.settings();
        try {
            WorkerIds.Lease worker =
                    Await.on(foundation.workers().lease(InstantSource.system()), WORKER, "a worker id");
            parts.push(worker::release);
            foundation.health().check("worker-id", Need.NEVER, Probe.of(worker::held, "cannot be renewed"));
            SnowflakeIds ids = worker.ids();
            GatewayId id = new GatewayId(settings.name() + "-" + Long.toString(ids.next(), Character.MAX_RADIX));
            Gateway gateway = Gateway.builder(id, with.ports(), ids)
                    .limits(foundation.live()::limits)
                    .rateLimiter(with.rates())
                    .policy(foundation.live().policy())
                    .telemetry(foundation.telemetry())
                    .tracing(foundation.tracing())
                    .timer(with.timer())
                    .build();
            parts.push(gateway);
            CommandClient commands =
                    new CommandClient(GatewayRole.hostOf(id), with.ports().bus(), ids, foundation.tracing());
            parts.push(commands);
            GrpcServer grpc = grpc(with, wantedGrpcPort)
                    .clients(gateway)
                    .groups(
                            commands::submit,
                            with.ports().queries(),
                            with.ports().authenticator(),
                            () -> new GroupId("g" + Long.toString(ids.next(), Character.MAX_RADIX)))
                    .health(foundation.health())
                    .drainTimeout(settings.drain())
                    .build()
                    .start();
            parts.push(grpc);
            WebSocketServerBuilder web = WebSocketServer.builder(gateway)
                    .port(wantedPort)
                    .accounts(with.accounts())
                    .metrics(foundation.metrics()::scrape)
                    .route(StaticFiles.of(GatewayLife.class.getClassLoader(), "web"))
                    .route(with.list())
                    .limits(foundation.live()::transport)
                    .allowOrigins(with.door().origins().toArray(String[]::new))
                    .trustProxies(with.door().proxies().toArray(String[]::new))
                    .health(foundation.health())
                    .drainTimeout(settings.drain());
            if (!settings.listen().isEmpty()) {
                web.host(settings.listen());
            }
            WebSocketServer server = web.build().start();
            parts.push(server);
            this.port = server.port();
            this.grpcPort = grpc.port();
            ServiceRegistry.Registration registration = foundation.announce(
                    GatewayRole.SERVICE,
                    id.value(),
                    port,
                    Map.of("name", settings.name(), "url", foundation.url(port), "grpcPort", "" + grpcPort));
            parts.push(() -> foundation.withdraw(registration));
            this.over = CompletableFuture.anyOf(
                            gateway.over().toCompletableFuture(), worker.lost().toCompletableFuture())
                    .thenApply(ended -> null);
        } catch (ImException | UsageException failure) {
            close();
            throw failure;
        }
    }

    /** Starts one on the ports given; 0 for any. */
    static GatewayLife start(GatewayRole.Parts with, int port, int grpcPort) {
        return new GatewayLife(with, port, grpcPort);
    }

    private static GrpcServerBuilder grpc(GatewayRole.Parts with, int port) {
        String listen = with.foundation().settings().listen();
        GrpcServerBuilder builder = GrpcServer.builder(port);
        return listen.isEmpty() ? builder : builder.host(listen);
    }

    int port() {
        return port;
    }

    int grpcPort() {
        return grpcPort;
    }

    @Override
    public CompletionStage<Void> over() {
        return over;
    }

    /** Leaves the registry, sends clients away, and gives back what it had. Closing twice is harmless. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            Closing.quietly(parts.pop());
        }
    }
}
