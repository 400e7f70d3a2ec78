package io.keel.im.testkit.checking;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Fanout;
import io.keel.im.testkit.client.RandomUser;
import io.keel.im.testkit.client.ScriptedChat;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.client.TrustingAuthenticator;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.StoreReading;
import io.keel.im.testkit.history.WitnessedFrames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long random chats, with clients that drop and come back, resend, recall, remove, join and leave. */
class WitnessedChatTest {
    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "Bob");
    private static final List<String> GROUPS = List.of("one", "two", "three");
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);

    private final HistoryChecker checker = HistoryChecker.create();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomChatBreaksNothing(long seed) {
        Random random = new Random(seed);
        RandomUser actor = new RandomUser(random, USERS, GROUPS);
        try (ScriptedChat chat = ScriptedChat.start(im -> im.fanout(Fanout.upTo(3)))) {
            Map<String, ScriptedClient> clients = new HashMap<>();
            for (int step = 0; step < 1_500; step++) {
                String user = USERS.get(random.nextInt(USERS.size()));
                ScriptedClient client = clients.computeIfAbsent(user, name -> connect(chat, name));
                actor.act(client);
                if (random.nextInt(40) == 0) {
                    client.close();
                    clients.remove(user);
                }
            }
            for (String user : USERS) {
                clients.computeIfAbsent(user, name -> connect(chat, name)).catchUp();
                checker.witness(new UserId(user), new DeviceId("web")).caughtUp();
            }
            readStores(chat.im());
        }
        Report report = checker.check();
        report.assertClean();
        assertThat(report.messages()).isGreaterThan(300);
    }

    @Test
    void usersOnThreadsOfTheirOwnBreakNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        GatewayLimits limits =
                GatewayLimits.builder().sends(UNLIMITED).requests(UNLIMITED).build();
        try (EmbeddedIm im = EmbeddedIm.builder(new TrustingAuthenticator())
                .limits(limits)
                .fanout(Fanout.upTo(3))
                .build()) {
            List<Future<Integer>> users = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String user = i < USERS.size() ? USERS.get(i) : "user-" + i;
                long seed = i;
                users.add(threads.submit(() -> play(im, user, new Random(seed))));
            }
            for (Future<Integer> user : users) {
                assertThat(user.get(60, TimeUnit.SECONDS)).isPositive();
            }
            for (int i = 0; i < 8; i++) {
                String user = i < USERS.size() ? USERS.get(i) : "user-" + i;
                connect(im, user, Encoding.JSON).catchUp();
                checker.witness(new UserId(user), new DeviceId("web")).caughtUp();
            }
            readStores(im);
        } finally {
            threads.shutdownNow();
        }
        checker.check().assertClean();
    }

    private int play(EmbeddedIm im, String user, Random random) {
        RandomUser actor = new RandomUser(random, USERS, GROUPS);
        int allowed = 0;
        for (int connection = 0; connection < 5; connection++) {
            ScriptedClient client = connect(im, user, connection % 2 == 0 ? Encoding.PROTOBUF : Encoding.JSON);
            for (int step = 0; step < 150; step++) {
                allowed += actor.act(client) ? 1 : 0;
            }
            client.close();
        }
        return allowed;
    }

    private ScriptedClient connect(ScriptedChat chat, String user) {
        return chat.open().user(user).device("web").observer(witness(user)).connect();
    }

    /** On a lane of its own, so that clients run at once. */
    private ScriptedClient connect(EmbeddedIm im, String user, Encoding encoding) {
        return ScriptedClient.of(im.gateway())
                .user(user)
                .device("web")
                .encoding(encoding)
                .observer(witness(user))
                .connect();
    }

    private WitnessedFrames witness(String user) {
        return WitnessedFrames.of(checker.witness(new UserId(user), new DeviceId("web")));
    }

    private void readStores(EmbeddedIm im) {
        StoreReading.of(im.stores().conversations(), im.stores().inboxes()).into(checker);
    }
}
