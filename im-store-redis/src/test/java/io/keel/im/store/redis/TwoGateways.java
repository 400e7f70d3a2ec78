package io.keel.im.store.redis;

import static org.awaitility.Awaitility.await;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.gateway.Gateway;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.gateway.GatewayPorts;
import io.keel.im.group.GroupId;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.logic.HostRules;
import io.keel.im.logic.LogicPorts;
import io.keel.im.logic.LogicWorker;
import io.keel.im.logic.QueryService;
import io.keel.im.memory.MemoryBus;
import io.keel.im.memory.MemoryStore;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.Bus;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.Telemetry;
import io.keel.im.testkit.ManualLane;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.client.TrustingAuthenticator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Two gateways and a logic worker, each with a connection to Redis of its own. A gateway lives, renewing its lease, while its lane
 * is turned; one that is not turned is a process that is stopped.
 */
final class TwoGateways implements AutoCloseable {

    static final Duration LEASE = Duration.ofMillis(1_500);
    private static final Duration TURN = Duration.ofMillis(50);
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);

    private final Redis redis;
    private final MemoryStore store = new MemoryStore();
    private final Bus bus = MemoryBus.create();
    private final SessionRegistry sessions;
    private final Place east;
    private final Place west;

    /** A gateway and the lane that serves its clients. */
    record Place(Gateway gateway, ManualLane lane) {

        ScriptedClient client(String user, String device) {
            return ScriptedClient.of(gateway)
                    .lane(lane)
                    .user(user)
                    .device(device)
                    .connect();
        }

        GatewayId id() {
            return gateway.id();
        }
    }

    TwoGateways(Redis redis) {
        this.redis = redis;
        this.sessions = sessions();
        bus.consume(new LogicWorker(logic(sessions), HostRules.DEFAULT, Telemetry.NONE, InstantSource.system()));
        this.east = place("east", 1);
        this.west = place("west", 2);
    }

    private SessionRegistry sessions() {
        return RedisSessions.over(redis.process());
    }

    private LogicPorts logic(SessionRegistry registry) {
        return new LogicPorts(
                store.conversations(), store.inboxes(), store.memberships(), store.userConversations(), registry, bus);
    }

    private Place place(String name, int worker) {
        ManualLane lane = new ManualLane();
        SessionRegistry own = sessions();
        GatewayPorts ports = new GatewayPorts(
                new TrustingAuthenticator(),
                bus,
                new QueryService(logic(own), HostRules.DEFAULT),
                own,
                store.memberships(),
                store.inboxes(),
                store.epochs());
        Gateway gateway = Gateway.builder(new GatewayId(name), ports, SnowflakeIds.of(worker, InstantSource.system()))
                .limits(() -> GatewayLimits.builder()
                        .sends(UNLIMITED)
                        .requests(UNLIMITED)
                        .heartbeat(Duration.ofDays(1))
                        .build())
                .sessionLease(LEASE)
                .nanos(() -> Duration.ofMillis(lane.millis()).toNanos())
                .build();
        return new Place(gateway, lane);
    }

    Place east() {
        return east;
    }

    Place west() {
        return west;
    }

    /** Lets gateways live, in real time, until something is so; the others stand still. */
    void until(List<Place> living, Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(TURN)
                .ignoreExceptions()
                .until(() -> {
                    living.forEach(place -> place.lane().advance(TURN));
                    return condition.call();
                });
    }

    void untilFound(int count, String user) {
        until(List.of(east, west), () -> found(user).size() == count);
    }

    /** The sessions of a user as everybody else sees them. */
    List<Session> found(String user) {
        UserId id = new UserId(user);
        return Answers.answer(sessions.sessionsOf(List.of(id))).getOrDefault(id, List.of());
    }

    Presence presence(String user) {
        return Answers.answer(sessions.presence(List.of(new UserId(user)))).get(0);
    }

    Set<GatewayId> holders(String group) {
        return Answers.answer(sessions.gatewaysOf(new GroupId(group)));
    }

    SessionRegistry registry() {
        return sessions;
    }

    static DeviceId device(String name) {
        return new DeviceId(name);
    }

    @Override
    public void close() {
        east.gateway().close();
        west.gateway().close();
        bus.close();
    }
}
