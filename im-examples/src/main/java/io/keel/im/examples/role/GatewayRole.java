package io.keel.im.examples.role;

import io.keel.im.auth.AuthService;
import io.keel.im.auth.JwtTokens;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.gateway.GatewayPorts;
import io.keel.im.health.Need;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.RateLimiter;
import io.keel.im.transport.grpc.GrpcAuthService;
import io.keel.im.transport.grpc.GrpcEpochStore;
import io.keel.im.transport.grpc.GrpcInboxStore;
import io.keel.im.transport.grpc.GrpcMembershipStore;
import io.keel.im.transport.grpc.GrpcPeer;
import io.keel.im.transport.grpc.GrpcQueries;
import io.keel.im.transport.grpc.GrpcRateLimiter;
import io.keel.im.transport.grpc.GrpcSessionRegistry;
import io.keel.im.transport.kafka.KafkaBus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The connections of clients. When it was taken for dead it starts over, as a gateway of another name on the same ports. */
final class GatewayRole implements Role {

    static final String SERVICE = "gateway";

    private static final Duration LOGIC = Duration.ofSeconds(30);

    private final Parts parts;
    private final KafkaBus bus;
    private final GatewayList list;
    private final Lives<GatewayLife> lives;
    private final int port;

    private GatewayRole(Foundation foundation, Door door) {
        RoleSettings settings = foundation.settings();
        this.bus = foundation.bus();
        GrpcPeer logic = foundation.peer(LogicRole.SERVICE);
        GrpcPeer session = foundation.peer(SessionRole.SERVICE);
        GrpcEpochStore epochs = new GrpcEpochStore(logic);
        GatewayPorts ports = new GatewayPorts(
                JwtTokens.of(settings.secrets().tokenKey()),
                bus,
                new GrpcQueries(logic),
                new GrpcSessionRegistry(session),
                new GrpcMembershipStore(logic),
                new GrpcInboxStore(logic),
                epochs);
        this.list = new GatewayList(foundation.services(), door.publicUrl());
        this.parts = new Parts(
                foundation, ports, new GrpcRateLimiter(session), new GrpcAuthService(logic), list, door, pulse());
        Await.on(epochs.epoch().exceptionallyCompose(failure -> epochs.epoch()), LOGIC, "logic");
        foundation
                .health()
                .check("kafka", Need.TO_START, bus::answers)
                .check("logic", Need.TO_START, logic::answers)
                .check("session", Need.TO_START, session::answers);
        GatewayLife first = GatewayLife.start(parts, settings.port(), settings.grpcPort());
        this.port = first.port();
        this.lives = new Lives<>(first, () -> GatewayLife.start(parts, port, first.grpcPort()));
        foundation.serving();
    }

    /**
     * What all lives share.
     *
     * @param foundation what every role stands on
     * @param ports what a gateway works with
     * @param rates one bucket of each user for all gateways
     * @param accounts registers and logs in
     * @param list tells clients of the other gateways
     * @param door who may connect
     * @param timer the gateway's pulse
     */
    record Parts(
            Foundation foundation,
            GatewayPorts ports,
            RateLimiter rates,
            AuthService accounts,
            GatewayList list,
            Door door,
            ScheduledExecutorService timer) {}

    /**
     * Who may connect, and where to.
     *
     * @param origins whose pages, beside a gateway's own
     * @param proxies who is believed about where clients come from
     * @param publicUrl where browsers find the gateways; null for each gateway's own URL
     */
    record Door(
            List<String> origins,
            List<String> proxies,
            @Nullable URI publicUrl) {}

    static Role start(RoleSettings settings, ChatSettings chat, Door door) {
        return new GatewayRole(new Foundation(RoleFigures.GATEWAY, settings, chat), door);
    }

    /** Where answers to commands go that came by the gateway's own calls. */
    static GatewayId hostOf(GatewayId gateway) {
        return new GatewayId(gateway.value() + "-host");
    }

    private static ScheduledExecutorService pulse() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pulse");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String url() {
        return parts.foundation().url(port);
    }

    @Override
    public void close() {
        parts.foundation().health().draining();
        lives.close();
        list.close();
        bus.close();
        parts.timer().shutdown();
        parts.foundation().close();
    }
}
