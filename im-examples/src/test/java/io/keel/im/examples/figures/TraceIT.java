package io.keel.im.examples.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.examples.docs.TestClient;
import io.keel.im.gateway.Gateway;
import io.keel.im.gateway.GatewayPorts;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.logic.HostRules;
import io.keel.im.logic.LogicPorts;
import io.keel.im.logic.LogicWorker;
import io.keel.im.logic.QueryService;
import io.keel.im.memory.MemorySessions;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Stores;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.telemetry.OpenTelemetryTracing;
import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.KafkaEngine;
import io.keel.im.testkit.engine.MysqlEngine;
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
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One message, followed over all hops: two gateways, logic and session over Kafka, MySQL and gRPC, which share one JVM, the exporter
 * and nothing else.
 */
class TraceIT {

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final String SECRET_TEXT = "nobody-shall-read-this-in-a-trace";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final JwtTokens tokens = JwtTokens.of(new byte[JwtTokens.MIN_KEY_BYTES]);
    private final GrpcSecurity security = GrpcSecurity.sharedSecret("known to our processes alone");
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private String brokers = "";

    @AfterEach
    void closeBackwards() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void oneTraceHasEveryHop() throws Exception {
        CompletableFuture<Engine> mysql = CompletableFuture.supplyAsync(MysqlEngine::start);
        CompletableFuture<Engine> kafka = CompletableFuture.supplyAsync(KafkaEngine::start);
        parts.push(mysql.join());
        parts.push(kafka.join());
        brokers = kafka.join().address();
        int session = startSession();
        int logic = startLogic(mysql.join().address(), session);
        int here = startGateway("gateway-here", 1, logic, session);
        int there = startGateway("gateway-there", 2, logic, session);

        try (TestClient writer = TestClient.connect(here, token("alice"));
                TestClient reader = TestClient.connect(there, token("bob"))) {
            assertThat(writer.next()).contains("\"welcome\"");
            assertThat(reader.next()).contains("\"welcome\"");
            exporter.reset();
            writer.send("{\"id\":\"1\",\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"1\",\"text\":\""
                    + SECRET_TEXT + "\"}}");
            assertThat(writer.next()).contains("\"sent\"");
            assertThat(reader.next()).contains(SECRET_TEXT);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(this::oneTrace);

            writer.send("{\"id\":\"2\",\"sync\":{}}");
            assertThat(writer.next()).contains("\"id\":\"2\"");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(this::oneQuery);
        }
        assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain(SECRET_TEXT, "alice", "bob");
    }

    private void oneTrace() {
        SpanData receive = span("gateway receive", "gateway-here", null);
        SpanData publish = span("publish", "gateway-here", receive);
        SpanData judge = span("logic judge", "logic", publish);
        SpanData append = span("append", "logic", judge);
        SpanData push = finished()
                .filter(each -> each.getName().equals("gateway deliver")
                        && process(each).equals("gateway-there"))
                .findFirst()
                .map(deliver -> spanOf(deliver.getParentSpanId()))
                .orElseThrow(() -> new AssertionError("no delivery yet"));
        assertThat(push.getName()).isEqualTo("push");
        assertThat(push.getParentSpanId()).isEqualTo(judge.getSpanId());
        SpanData deliver = span("gateway deliver", "gateway-there", push);
        SpanData look = span("im.rpc.v1.Sessions/Locate", "logic", judge);
        span("im.rpc.v1.Sessions/Locate", "session", look);

        assertThat(List.of(publish, judge, append, push, deliver))
                .allMatch(each -> each.getTraceId().equals(receive.getTraceId()));
        assertThat(append.getEndEpochNanos()).isLessThanOrEqualTo(push.getStartEpochNanos());
    }

    private void oneQuery() {
        SpanData ask = span("gateway Sync", "gateway-here", null);
        SpanData call = span("im.rpc.v1.Queries/Answer", "gateway-here", ask);
        SpanData answer = span("im.rpc.v1.Queries/Answer", "logic", call);
        assertThat(answer.getTraceId()).isEqualTo(ask.getTraceId());
    }

    private SpanData span(String name, String process, @Nullable SpanData parent) {
        return finished()
                .filter(each -> each.getName().equals(name) && process(each).equals(process) && isChild(each, parent))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + process + " under "
                        + (parent == null ? "nothing" : parent.getName()) + " among "
                        + finished()
                                .map(each -> each.getName() + " " + each.getSpanId() + " < " + each.getParentSpanId())
                                .toList()));
    }

    private static boolean isChild(SpanData span, @Nullable SpanData parent) {
        return parent == null
                ? !span.getParentSpanContext().isValid()
                : span.getParentSpanId().equals(parent.getSpanId())
                        && span.getTraceId().equals(parent.getTraceId());
    }

    private static String process(SpanData span) {
        return String.valueOf(span.getResource().getAttribute(SERVICE));
    }

    private Stream<SpanData> finished() {
        return exporter.getFinishedSpanItems().stream();
    }

    private SpanData spanOf(String id) {
        return finished()
                .filter(each -> each.getSpanId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + id + " yet"));
    }

    private int startSession() {
        GrpcServer server = GrpcServer.builder(0)
                .security(security)
                .tracing(tracing("session"))
                .export(new MemorySessions(InstantSource.system()))
                .build()
                .start();
        parts.push(server);
        return server.port();
    }

    private int startLogic(String mysql, int session) {
        Tracing tracing = tracing("logic");
        MysqlStore store =
                MysqlStore.builder(mysql).migrate(true).tracing(tracing).build();
        KafkaBus bus = KafkaBus.builder(brokers).tracing(tracing).open();
        GrpcPeer sessions = peer(session, tracing);
        Stores stores = store.stores();
        LogicPorts ports = new LogicPorts(
                stores.conversations(),
                stores.inboxes(),
                stores.memberships(),
                stores.userConversations(),
                new GrpcSessionRegistry(sessions),
                bus);
        bus.consume(new LogicWorker(
                ports,
                HostRules.DEFAULT,
                new LogicWorker.Watchers(Telemetry.NONE, tracing),
                InstantSource.system(),
                null));
        GrpcServer server = GrpcServer.builder(0)
                .security(security)
                .tracing(tracing)
                .export(new QueryService(ports, HostRules.DEFAULT))
                .export(stores.memberships())
                .export(stores.inboxes())
                .export(stores.epochs())
                .build()
                .start();
        List.of(store, sessions, bus, server).forEach(parts::push);
        return server.port();
    }

    private int startGateway(String name, int worker, int logicPort, int sessionPort) {
        Tracing tracing = tracing(name);
        KafkaBus bus = KafkaBus.builder(brokers).tracing(tracing).open();
        GrpcPeer logic = peer(logicPort, tracing);
        GrpcPeer session = peer(sessionPort, tracing);
        GatewayPorts ports = new GatewayPorts(
                tokens,
                bus,
                new GrpcQueries(logic),
                new GrpcSessionRegistry(session),
                new GrpcMembershipStore(logic),
                new GrpcInboxStore(logic),
                new GrpcEpochStore(logic));
        SnowflakeIds ids = SnowflakeIds.of(worker, InstantSource.system());
        GatewayId id = new GatewayId(name + "-" + UUID.randomUUID());
        Gateway gateway = Gateway.builder(id, ports, ids).tracing(tracing).build();
        WebSocketServer server = WebSocketServer.of(gateway, 0).start();
        List.of(logic, session, bus, gateway, server).forEach(parts::push);
        return server.port();
    }

    private GrpcPeer peer(int port, Tracing tracing) {
        return GrpcPeer.builder("127.0.0.1", port)
                .security(security)
                .tracing(tracing)
                .build();
    }

    private Tracing tracing(String process) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(
                        Attributes.builder().put(SERVICE, process).build()))
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        return OpenTelemetryTracing.of(
                OpenTelemetrySdk.builder().setTracerProvider(provider).build());
    }

    private String token(String user) {
        return tokens.issue(new UserId(user)).value();
    }
}
