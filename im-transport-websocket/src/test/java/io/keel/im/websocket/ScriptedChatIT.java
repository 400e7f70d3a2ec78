package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Fanout;
import io.keel.im.testkit.client.RandomUser;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.client.TrustingAuthenticator;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.StoreReading;
import io.keel.im.testkit.history.WitnessedFrames;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripted client over real sockets: the same calls as without, and a crowd that the checker watches. */
class ScriptedChatIT {
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);
    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave");

    private final HistoryChecker checker = HistoryChecker.create();
    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void chatsInEitherEncoding(Encoding encoding) {
        try (EmbeddedIm im = im();
                WebSocketServer server = WebSocketServer.of(im.gateway(), 0).start()) {
            ScriptedClient alice = connect(server, "alice", encoding);
            ScriptedClient bob = connect(server, "bob", encoding);

            assertThat(alice.send("bob", "你好 👋").getSeq()).isEqualTo(1);
            assertThat(bob.expectMessage().getText()).isEqualTo("你好 👋");
            bob.read("d:alice:bob", 1);
            assertThat(alice.expectReceipt().getUser()).isEqualTo("bob");
            assertThat(alice.ping()).isEqualTo(1);
            alice.expectNothing();
            connect(server, "bob", encoding);
            bob.expectKicked();
            assertThat(bob.expectClosed().code()).isEqualTo(4003);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?device=", "?device", "?device=a%20b", "?token=alice&device=", "?device=%C3%BC&token=alice"})
    void malformedDeviceInTheUrlIsUpgradedAndClosed4001(String query) throws Exception {
        try (EmbeddedIm im = im();
                WebSocketServer server = WebSocketServer.of(im.gateway(), 0).start();
                RawClient client = RawClient.webSocket(server.port(), "/ws" + query, "")) {
            assertThat(client.closed()).startsWith("4001 device: malformed");
        }
    }

    @Test
    void clientThatDoesNotReadGetsItsPushesWhenItReadsAgain() {
        try (EmbeddedIm im = im();
                WebSocketServer server = WebSocketServer.of(im.gateway(), 0).start()) {
            ScriptedClient alice = connect(server, "alice", Encoding.JSON);
            ScriptedClient bob = connect(server, "bob", Encoding.PROTOBUF);
            bob.reads(false);
            for (int i = 0; i < 20; i++) {
                alice.send("bob", "n" + i);
            }
            bob.reads(true);

            for (int i = 0; i < 20; i++) {
                assertThat(bob.expectMessage().getText()).isEqualTo("n" + i);
            }
        }
    }

    @Test
    void crowdBreaksNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(USERS.size());
        try (EmbeddedIm im = im();
                WebSocketServer server = WebSocketServer.of(im.gateway(), 0).start()) {
            List<Future<Integer>> users = new ArrayList<>();
            for (String user : USERS) {
                users.add(threads.submit(() -> play(server, user)));
            }
            for (Future<Integer> user : users) {
                assertThat(user.get(120, TimeUnit.SECONDS)).isPositive();
            }
            for (String user : USERS) {
                connect(server, user, Encoding.PROTOBUF).catchUp();
                checker.witness(new UserId(user), new DeviceId("web")).caughtUp();
            }
            StoreReading.of(im.stores().conversations(), im.stores().inboxes()).into(checker);
        } finally {
            threads.shutdownNow();
        }
        checker.check().assertClean();
    }

    private int play(WebSocketServer server, String user) {
        RandomUser actor = new RandomUser(new Random(user.hashCode()), USERS, List.of("one", "two"));
        int allowed = 0;
        for (int connection = 0; connection < 4; connection++) {
            ScriptedClient client = connect(server, user, connection % 2 == 0 ? Encoding.PROTOBUF : Encoding.JSON);
            for (int step = 0; step < 100; step++) {
                allowed += actor.act(client) ? 1 : 0;
            }
            client.close();
        }
        return allowed;
    }

    private static EmbeddedIm im() {
        return EmbeddedIm.builder(new TrustingAuthenticator())
                .limits(GatewayLimits.builder()
                        .sends(UNLIMITED)
                        .requests(UNLIMITED)
                        .build())
                .fanout(Fanout.upTo(2))
                .build();
    }

    private ScriptedClient connect(WebSocketServer server, String user, Encoding encoding) {
        return ScriptedClient.of(URI.create("ws://127.0.0.1:" + server.port() + "/ws"))
                .http(http)
                .user(user)
                .device("web")
                .encoding(encoding)
                .observer(WitnessedFrames.of(checker.witness(new UserId(user), new DeviceId("web"))))
                .connect();
    }
}
