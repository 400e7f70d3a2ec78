package io.keel.im.testkit.faulty;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.gateway.Gateway;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.gateway.GatewayPorts;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.logic.HostRules;
import io.keel.im.logic.LogicPorts;
import io.keel.im.logic.LogicWorker;
import io.keel.im.logic.QueryService;
import io.keel.im.memory.MemoryBus;
import io.keel.im.memory.MemorySessions;
import io.keel.im.memory.MemoryStore;
import io.keel.im.presence.GatewayId;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.Bus;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Fanout;
import io.keel.im.spi.MessageInterceptor;
import io.keel.im.spi.MessageListener;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.UserDirectory;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.ManualLane;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.client.TrustingAuthenticator;
import io.keel.im.testkit.fault.FaultPlan;
import io.keel.im.testkit.fault.Faults;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.StoreReading;
import io.keel.im.testkit.history.WitnessedFrames;
import java.time.Duration;

/** A whole chat whose store, bus and sessions are faulty; groups of four and more are read-diffused. */
final class FaultyChat implements AutoCloseable {
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);

    private final HistoryChecker checker = HistoryChecker.create();
    private final ManualClock clock = ManualClock.standing();
    private final ManualLane lane = new ManualLane(clock);
    private final MemoryStore store = new MemoryStore();
    private final Bus bus;
    private final Gateway gateway;

    FaultyChat(FaultPlan storeFaults, FaultPlan busFaults, FaultPlan sessionFaults) {
        ConversationStore conversations = Faults.by(storeFaults).around(ConversationStore.class, store.conversations());
        bus = Faults.by(busFaults)
                .around(
                        Bus.class,
                        MemoryBus.builder()
                                .delays(delay -> task -> lane.schedule(task, delay))
                                .build());
        SessionRegistry sessions = Faults.by(sessionFaults).around(SessionRegistry.class, new MemorySessions(clock));
        LogicPorts ports = new LogicPorts(
                conversations, store.inboxes(), store.memberships(), store.userConversations(), sessions, bus);
        HostRules host = new HostRules(
                ChatPolicy.DEFAULT, Fanout.upTo(3), UserDirectory.ANY, MessageInterceptor.NONE, MessageListener.NONE);
        bus.consume(new LogicWorker(ports, host, Telemetry.NONE, clock));
        gateway = Gateway.builder(
                        new GatewayId("gw"),
                        new GatewayPorts(
                                new TrustingAuthenticator(),
                                bus,
                                new QueryService(ports, host),
                                sessions,
                                store.memberships(),
                                store.inboxes(),
                                store.epochs()),
                        SnowflakeIds.of(0, clock))
                .limits(() -> GatewayLimits.builder()
                        .sends(UNLIMITED)
                        .requests(UNLIMITED)
                        .heartbeat(Duration.ofDays(10))
                        .build())
                .clock(clock)
                .nanos(clock::nanoTime)
                .build();
    }

    ScriptedClient client(String user) {
        var witness = checker.witness(new UserId(user), new DeviceId("web"));
        return ScriptedClient.of(gateway)
                .lane(lane)
                .user(user)
                .device("web")
                .observer(WitnessedFrames.of(witness))
                .connect();
    }

    /** Lets the pauses pass after which a bus hands a failed batch over again. */
    void settle() {
        lane.advance(Duration.ofSeconds(5));
    }

    HistoryChecker checker() {
        return checker;
    }

    HistoryChecker checkerWithStore() {
        StoreReading.of(store.conversations(), store.inboxes()).into(checker);
        return checker;
    }

    @Override
    public void close() {
        gateway.close();
        bus.close();
    }
}
