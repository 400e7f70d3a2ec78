package io.keel.im.examples.role;

import io.keel.im.auth.AuthService;
import io.keel.im.auth.JwtTokens;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.gateway.GatewayPorts;
import io.keel.im.presence.GatewayId;
import io.keel.im.transport.grpc.GrpcAuthService;
import io.keel.im.transport.grpc.GrpcEpochStore;
import io.keel.im.transport.grpc.GrpcInboxStore;
import io.keel.im.transport.grpc.GrpcMembershipStore;
import io.keel.im.transport.grpc.GrpcPeer;
import io.keel.im.transport.grpc.GrpcQueries;
import io.keel.im.transport.grpc.GrpcSessionRegistry;
import io.keel.im.transport.kafka.KafkaBus;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of clients. When it was taken for dead it starts over, as a gateway of another name on the same ports. */
final class GatewayRole implements Role {

    static final String SERVICE = "gateway";

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRole.class);
    private static final Duration LOGIC = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 1_000;

    private final Parts parts;
    private final KafkaBus bus;
    /** One after the other, lives begin and end here. */
    private final ScheduledExecutorService lives;

    private final int port;
    private final int grpcPort;
    private GatewayLife life;
    private boolean closed;

    private GatewayRole(Foundation foundation) {
        RoleSettings settings = foundation.settings();
        this.lives = timer("lives");
        this.bus = KafkaBus.open(settings.engines().kafka());
        GrpcPeer logic = foundation.peer(LogicRole.SERVICE);
        GrpcEpochStore epochs = new GrpcEpochStore(logic);
        GatewayPorts ports = new GatewayPorts(
                JwtTokens.of(settings.secrets().tokenKey()),
                bus,
                new GrpcQueries(logic),
                new GrpcSessionRegistry(foundation.peer(SessionRole.SERVICE)),
                new GrpcMembershipStore(logic),
                new GrpcInboxStore(logic),
                epochs);
        this.parts = new Parts(foundation, ports, new GrpcAuthService(logic), timer("pulse"));
        Await.on(epochs.epoch().exceptionallyCompose(failure -> epochs.epoch()), LOGIC, "logic");
        this.life = GatewayLife.start(parts, settings.port(), settings.grpcPort());
        this.port = life.port();
        this.grpcPort = life.grpcPort();
        follow(life);
    }

    /** What all lives share. */
    record Parts(Foundation foundation, GatewayPorts ports, AuthService accounts, ScheduledExecutorService timer) {}

    static Role start(RoleSettings settings, ChatSettings chat) {
        return new GatewayRole(new Foundation(settings, chat));
    }

    /** Where answers to commands go that came by the gateway's own calls. */
    static GatewayId hostOf(GatewayId gateway) {
        return new GatewayId(gateway.value() + "-host");
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String url() {
        return parts.foundation().url(port);
    }

    private void follow(GatewayLife followed) {
        followed.over().thenRun(() -> lives.execute(this::startOver));
    }

    private synchronized void startOver() {
        if (closed) {
            return;
        }
        LOG.warn("the others took this gateway for dead: it starts over under another name");
        life.close();
        try {
            life = GatewayLife.start(parts, port, grpcPort);
            follow(life);
            LOG.info("started over");
        } catch (RuntimeException failure) {
            LOG.warn("cannot start over yet: {}", failure.toString());
            lives.schedule(this::startOver, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        life.close();
        bus.close();
        lives.shutdown();
        parts.timer().shutdown();
        parts.foundation().close();
    }
}
