package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.gateway.Gateway;
import io.keel.im.gateway.GatewayPorts;
import io.keel.im.logic.HostRules;
import io.keel.im.logic.LogicPorts;
import io.keel.im.logic.LogicWorker;
import io.keel.im.logic.QueryService;
import io.keel.im.presence.GatewayId;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.registry.etcd.EtcdServiceRegistry;
import io.keel.im.registry.etcd.EtcdWorkerIds;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Stores;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.WorkerIds;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.store.redis.RedisConnection;
import io.keel.im.store.redis.RedisSessions;
import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.EtcdEngine;
import io.keel.im.testkit.engine.KafkaEngine;
import io.keel.im.testkit.engine.MysqlEngine;
import io.keel.im.testkit.engine.RedisEngine;
import io.keel.im.transport.grpc.GrpcEpochStore;
import io.keel.im.transport.grpc.GrpcInboxStore;
import io.keel.im.transport.grpc.GrpcMembershipStore;
import io.keel.im.transport.grpc.GrpcPeer;
import io.keel.im.transport.grpc.GrpcQueries;
import io.keel.im.transport.grpc.GrpcSecurity;
import io.keel.im.transport.grpc.GrpcServer;
import io.keel.im.transport.grpc.GrpcSessionRegistry;
import io.keel.im.transport.kafka.KafkaBus;
import io.keel.im.websocket.WebSocketServer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide to processes of one's own says, over the engines; the processes share one JVM here and nothing else. */
class OwnProcessesIT {

    private final JwtTokens tokens = JwtTokens.of(new byte[JwtTokens.MIN_KEY_BYTES]);
    private final GrpcSecurity security = ofOurProcesses("known to our processes alone");
    private final AtomicBoolean over = new AtomicBoolean();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private String mysqlUrl = "";
    private String redisUrl = "";
    private String etcdUrls = "";
    private String kafkaBrokers = "";

    @BeforeEach
    void startEngines() {
        List<Supplier<Engine>> kinds =
                List.of(MysqlEngine::start, RedisEngine::start, EtcdEngine::start, KafkaEngine::start);
        List<CompletableFuture<Engine>> starts =
                kinds.stream().map(CompletableFuture::supplyAsync).toList();
        starts.forEach(engine -> parts.push(engine.join()));
        mysqlUrl = starts.get(0).join().address();
        redisUrl = starts.get(1).join().address();
        etcdUrls = starts.get(2).join().address();
        kafkaBrokers = starts.get(3).join().address();
    }

    @AfterEach
    void closeBackwards() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void messageCrossesProcessesThatAHostPutTogether() throws Exception {
        startSession();
        startLogic();
        startGateway();
    }

    private static GrpcSecurity ofOurProcesses(String secret) {
        // docs: own-security
        GrpcSecurity security = GrpcSecurity.sharedSecret(secret); // 16 bytes or more
        // docs: end
        return security;
    }

    private void startSession() {
        // docs: own-session
        EtcdConnection etcd = EtcdConnection.open(etcdUrls);
        ServiceRegistry registry = EtcdServiceRegistry.over(etcd);
        RedisConnection redis = RedisConnection.open(redisUrl);

        GrpcServer server = GrpcServer.builder(0) // any free port
                .security(security)
                .export(RedisSessions.over(redis))
                .build()
                .start();
        String address = "127.0.0.1:" + server.port(); // as the other processes reach it
        registry.register(new ServiceInstance("session", "session-" + UUID.randomUUID(), address, Map.of()));
        // docs: end
        List.of(etcd, redis, server, registry).forEach(parts::push);
    }

    private void startLogic() {
        EtcdConnection etcd = EtcdConnection.open(etcdUrls);
        ServiceRegistry registry = EtcdServiceRegistry.over(etcd);
        // docs: own-logic
        MysqlStore store = MysqlStore.builder(mysqlUrl).migrate(true).build();
        KafkaBus bus = KafkaBus.open(kafkaBrokers);
        GrpcPeer session = GrpcPeer.of(registry, "session", security);

        Stores stores = store.stores();
        LogicPorts ports = new LogicPorts(
                stores.conversations(),
                stores.inboxes(),
                stores.memberships(),
                stores.userConversations(),
                new GrpcSessionRegistry(session),
                bus);
        HostRules rules = HostRules.DEFAULT; // or your own policy, fan-out, users, interceptor, listener
        bus.consume(new LogicWorker(ports, rules, Telemetry.NONE, InstantSource.system()));

        GrpcServer server = GrpcServer.builder(0)
                .security(security)
                .export(new QueryService(ports, rules))
                .export(stores.memberships())
                .export(stores.inboxes())
                .export(stores.epochs())
                .build()
                .start();
        String address = "127.0.0.1:" + server.port();
        registry.register(new ServiceInstance("logic", "logic-" + UUID.randomUUID(), address, Map.of()));
        // docs: end
        List.of(etcd, store, session, bus, server, registry).forEach(parts::push);
    }

    private void startGateway() throws Exception {
        EtcdConnection etcd = EtcdConnection.open(etcdUrls);
        ServiceRegistry registry = EtcdServiceRegistry.over(etcd);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        int port = 0;
        // docs: own-gateway
        KafkaBus bus = KafkaBus.open(kafkaBrokers);
        GrpcPeer logic = GrpcPeer.of(registry, "logic", security);
        GrpcPeer session = GrpcPeer.of(registry, "session", security);
        GatewayPorts ports = new GatewayPorts(
                tokens,
                bus,
                new GrpcQueries(logic),
                new GrpcSessionRegistry(session),
                new GrpcMembershipStore(logic),
                new GrpcInboxStore(logic),
                new GrpcEpochStore(logic));

        WorkerIds.Lease worker = EtcdWorkerIds.over(etcd)
                .lease(InstantSource.system())
                .toCompletableFuture()
                .join();
        GatewayId id = new GatewayId("gateway-" + worker.ids().next()); // new at each start
        Gateway gateway = Gateway.builder(id, ports, worker.ids()).timer(timer).build();
        WebSocketServer server = WebSocketServer.of(gateway, port).start();
        ServiceRegistry.Registration shown = registry.register(
                        new ServiceInstance("gateway", id.value(), "127.0.0.1:" + server.port(), Map.of()))
                .toCompletableFuture()
                .join();
        // docs: end
        Runnable startOver = () -> over.set(true);
        // docs: own-gateway-over
        gateway.over().thenRun(startOver); // it stood still for longer than its lease
        worker.lost().thenRun(startOver); // somebody else may have its worker id
        // docs: end
        chat(server.port());
        // docs: own-gateway-close
        shown.close(); // nobody new is sent here
        server.close(); // clients go elsewhere, what they asked is finished
        gateway.close(); // its sessions end, its push topic goes
        worker.release();
        bus.close();
        // docs: end
        assertThat(over).isFalse();
        timer.shutdownNow();
        List.of(etcd, registry, logic, session).forEach(parts::push);
    }

    private void chat(int port) throws Exception {
        String alice = "alice-" + UUID.randomUUID().toString().substring(0, 8);
        String bob = "bob-" + UUID.randomUUID().toString().substring(0, 8);
        try (TestClient writer = TestClient.connect(port, token(alice));
                TestClient reader = TestClient.connect(port, token(bob))) {
            assertThat(writer.next()).contains("\"welcome\"");
            assertThat(reader.next()).contains("\"welcome\"");
            writer.send("{\"id\":\"1\",\"send\":{\"to\":{\"user\":\"" + bob
                    + "\"},\"clientMsgId\":\"1\",\"text\":\"hi\"}}");
            assertThat(writer.next()).contains("\"sent\"").contains("\"seq\":\"1\"");
            assertThat(reader.next()).contains("\"text\":\"hi\"");
        }
    }

    private String token(String user) {
        return tokens.issue(new UserId(user)).value();
    }
}
