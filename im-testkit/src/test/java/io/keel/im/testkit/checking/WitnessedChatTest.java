package io.keel.im.testkit.checking;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.protocol.v1.Head;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.spi.Fanout;
import io.keel.im.testkit.client.RefusedException;
import io.keel.im.testkit.client.ScriptedChat;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.StoreReading;
import io.keel.im.testkit.history.Witness;
import io.keel.im.testkit.history.WitnessedFrames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long random chat, with clients that drop and come back, resend, recall, remove, join and leave. */
class WitnessedChatTest {
    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "Bob");
    private static final List<String> GROUPS = List.of("one", "two", "three");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomChatBreaksNothing(long seed) {
        Random random = new Random(seed);
        HistoryChecker checker = HistoryChecker.create();
        try (ScriptedChat chat = ScriptedChat.start(im -> im.fanout(Fanout.upTo(3)))) {
            Map<String, ScriptedClient> clients = new HashMap<>();
            Map<String, Send.Builder> lastDrafts = new HashMap<>();
            for (int step = 0; step < 1_500; step++) {
                String user = USERS.get(random.nextInt(USERS.size()));
                ScriptedClient client = clients.computeIfAbsent(user, name -> connect(chat, checker, name));
                try {
                    act(random, client, lastDrafts);
                } catch (RefusedException refused) {
                    assertThat(refused.code()).isNotEqualTo(io.keel.im.protocol.v1.ErrorCode.INTERNAL);
                }
                if (random.nextInt(40) == 0) {
                    client.close();
                    clients.remove(user);
                }
            }
            for (String user : USERS) {
                ScriptedClient client = clients.computeIfAbsent(user, name -> connect(chat, checker, name));
                catchUp(client);
                checker.witness(new UserId(user), new DeviceId("web")).caughtUp();
            }
            StoreReading.of(
                            chat.im().stores().conversations(),
                            chat.im().stores().inboxes())
                    .into(checker);

            Report report = checker.check();
            report.assertClean();
            assertThat(report.messages()).isGreaterThan(300);
        }
    }

    private static ScriptedClient connect(ScriptedChat chat, HistoryChecker checker, String user) {
        Witness witness = checker.witness(new UserId(user), new DeviceId("web"));
        return chat.open()
                .user(user)
                .device("web")
                .observer(WitnessedFrames.of(witness))
                .connect();
    }

    private static void act(Random random, ScriptedClient client, Map<String, Send.Builder> lastDrafts) {
        String group = GROUPS.get(random.nextInt(GROUPS.size()));
        String other = USERS.get(random.nextInt(USERS.size()));
        switch (random.nextInt(20)) {
            case 0 -> client.createGroup(group, other);
            case 1 -> client.addMembers(group, other);
            case 2 -> client.removeMembers(group, other);
            case 3 -> client.leaveGroup(group);
            case 4 -> client.recall("g:" + group, 1 + random.nextInt(40));
            case 5 -> client.remove("g:" + group, 1L + random.nextInt(40));
            case 6 -> client.read("g:" + group, 1 + random.nextInt(40));
            case 7 -> client.history("g:" + group);
            case 8 -> client.sync(random.nextInt(50));
            case 9 -> {
                Send.Builder last = lastDrafts.get(client.name());
                if (last != null) {
                    client.send(last);
                }
            }
            case 10, 11, 12, 13, 14 -> client.send("g:" + group, "said " + random.nextInt());
            default -> {
                Send.Builder draft = client.draft(other, "said " + random.nextInt());
                lastDrafts.put(client.name(), draft);
                client.send(draft);
            }
        }
    }

    private static void catchUp(ScriptedClient client) {
        List<Head> heads = new ArrayList<>();
        long after = 0;
        for (SyncPage page = client.sync(after); ; page = client.sync(after)) {
            after = page.getNext();
            if (!page.getHasMore()) {
                heads.addAll(page.getHeadsList());
                break;
            }
        }
        for (Head head : heads) {
            long seq = 0;
            while (true) {
                var page = client.history(History.newBuilder()
                        .setConversation(head.getConversation())
                        .setAfter(seq));
                if (page.getMessagesCount() == 0) {
                    break;
                }
                seq = page.getMessages(page.getMessagesCount() - 1).getSeq();
            }
        }
    }
}
