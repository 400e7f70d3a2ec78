package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
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
import io.keel.im.memory.MemoryRateLimiter;
import io.keel.im.memory.MemorySessions;
import io.keel.im.memory.MemoryStore;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Target;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.Bus;
import io.keel.im.spi.RateLimiter;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.ManualLane;
import io.keel.im.testkit.client.RefusedException;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.client.TrustingAuthenticator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user at two gateways that share its bucket of sends. */
class SharedRatesTest {

    private final ManualClock clock = ManualClock.standing();
    private final ManualLane lane = new ManualLane(clock);
    private final Bus bus = MemoryBus.create();
    private final MemoryStore store = new MemoryStore();
    private final MemorySessions sessions = new MemorySessions(clock);
    private final LogicPorts logic = new LogicPorts(
            store.conversations(), store.inboxes(), store.memberships(), store.userConversations(), sessions, bus);
    private final RateLimiter memory = new MemoryRateLimiter(clock::nanoTime);
    private final AtomicInteger questions = new AtomicInteger();
    private final CountedLimits counted = new CountedLimits();
    private final List<Runnable> held = new ArrayList<>();
    private final Gateway east = gateway("east", 1);
    private final Gateway west = gateway("west", 2);
    private volatile boolean shared = true;
    private volatile boolean away;
    private volatile boolean slow;

    private Gateway gateway(String name, int worker) {
        GatewayPorts ports = new GatewayPorts(
                new TrustingAuthenticator(),
                bus,
                new QueryService(logic, HostRules.DEFAULT),
                sessions,
                store.memberships(),
                store.inboxes(),
                store.epochs());
        return Gateway.builder(new GatewayId(name), ports, SnowflakeIds.of(worker, clock))
                .limits(() -> GatewayLimits.builder()
                        .sends(new RateLimit(1, 5))
                        .sharedSends(shared)
                        .heartbeat(Duration.ofDays(1))
                        .build())
                .rateLimiter(this::take)
                .telemetry(counted)
                .clock(clock)
                .nanos(clock::nanoTime)
                .build();
    }

    private CompletionStage<Map<UserId, RateLimiter.Grant>> take(Map<UserId, Integer> demands, RateLimit limit) {
        questions.incrementAndGet();
        if (away) {
            return CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "planted"));
        }
        if (!slow) {
            return memory.take(demands, limit);
        }
        CompletableFuture<Map<UserId, RateLimiter.Grant>> later = new CompletableFuture<>();
        held.add(() -> memory.take(demands, limit).thenAccept(later::complete));
        return later;
    }

    @BeforeEach
    void consume() {
        bus.consume(new LogicWorker(logic, HostRules.DEFAULT, Telemetry.NONE, clock));
    }

    @AfterEach
    void close() {
        east.close();
        west.close();
        bus.close();
    }

    private ScriptedClient client(Gateway gateway, String device) {
        return ScriptedClient.of(gateway)
                .lane(lane)
                .user("alice")
                .device(device)
                .connect();
    }

    private static RefusedException refused(ScriptedClient client) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> client.send("bob", "too fast"));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(io.keel.im.protocol.v1.ErrorCode.RATE_LIMITED);
        return refused;
    }

    @Test
    void userHasOneBucketAtBothGateways() {
        ScriptedClient web = client(east, "web");
        ScriptedClient phone = client(west, "phone");
        for (int i = 0; i < 4; i++) {
            web.send("bob", "x");
        }
        phone.send("bob", "x");

        assertThat(refused(web).retryAfterMillis()).isEqualTo(1_000);
        RefusedException later = refused(phone);
        lane.advance(Duration.ofMillis(later.retryAfterMillis()));
        assertThat(phone.send("bob", "in time").getSeq()).isEqualTo(6);
        refused(web);
    }

    @Test
    void floodAsksOncePerToken() {
        ScriptedClient web = client(east, "web");
        for (int i = 0; i < 5; i++) {
            web.send("bob", "x");
        }
        refused(web);
        int before = questions.get();

        for (int i = 0; i < 100; i++) {
            refused(web);
        }

        assertThat(questions).hasValue(before);
    }

    @Test
    void eachGatewayKeepsItsOwnWhileTheSharedOneIsAway() {
        away = true;
        ScriptedClient web = client(east, "web");
        ScriptedClient phone = client(west, "phone");
        for (int i = 0; i < 5; i++) {
            web.send("bob", "x");
            phone.send("bob", "x");
        }
        refused(web);
        refused(phone);
        assertThat(questions.get()).isLessThanOrEqualTo(2);

        away = false;
        lane.advance(Duration.ofSeconds(2));
        web.send("bob", "together again");
        assertThat(questions.get()).isEqualTo(3);
    }

    @Test
    void switchTurnsWhileGatewaysRun() {
        shared = false;
        ScriptedClient web = client(east, "web");
        ScriptedClient phone = client(west, "phone");
        for (int i = 0; i < 5; i++) {
            web.send("bob", "x");
            phone.send("bob", "x");
        }
        refused(web);
        assertThat(questions).hasValue(0);

        shared = true;
        web.send("bob", "x");
        assertThat(questions).hasValue(1);
    }

    @Test
    void refusalsAreCountedByTheBucketThatRefused() {
        ScriptedClient web = client(east, "web");
        for (int i = 0; i < 5; i++) {
            web.send("bob", "x");
        }
        assertThat(counted.counts()).isEmpty();
        // By the bucket's answer, then by what that answer said.
        refused(web);
        refused(web);
        assertThat(counted.counts()).isEqualTo(Map.of(Limit.CLUSTER_SENDS, 2));

        away = true;
        lane.advance(Duration.ofSeconds(1));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(web.submit(send("d:alice:bob", "away-" + i)));
        }
        assertThat(ids.stream().map(web::reply).filter(ServerFrame::hasError)).hasSize(1);
        assertThat(counted.counts()).isEqualTo(Map.of(Limit.CLUSTER_SENDS, 2, Limit.USER_SENDS, 1));
    }

    @Test
    void commandsKeepTheirOrderWhileTheAnswerIsWaitedFor() {
        slow = true;
        ScriptedClient web = client(east, "web");
        List<String> ids = new ArrayList<>();
        ids.add(web.submit(send("d:alice:bob", "1")));
        String group = web.submit(ClientFrame.newBuilder()
                .setCreateGroup(CreateGroup.newBuilder().setGroup("team").setName("Team")));
        ids.add(web.submit(send("g:team", "2")));
        ids.add(web.submit(send("d:alice:bob", "3")));
        lane.runAll();

        while (!held.isEmpty()) {
            held.remove(0).run();
            lane.runAll();
        }

        assertThat(web.reply(group).hasGroup()).isTrue();
        List<ServerFrame> replies = ids.stream().map(web::reply).toList();
        assertThat(replies).allMatch(ServerFrame::hasSent);
        assertThat(web.history("d:alice:bob").getMessagesList())
                .extracting(io.keel.im.protocol.v1.Message::getText)
                .containsExactly("1", "3");
    }

    private static ClientFrame.Builder send(String conversation, String text) {
        Send.Builder send = Send.newBuilder().setClientMsgId("m-" + text).setText(text);
        return ClientFrame.newBuilder()
                .setSend(
                        conversation.startsWith("g:")
                                ? send.setTo(Target.newBuilder().setGroup(conversation.substring(2)))
                                : send.setConversation(conversation));
    }
}
