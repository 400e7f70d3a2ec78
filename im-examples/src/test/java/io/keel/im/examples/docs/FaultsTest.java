package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.memory.MemoryStore;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Stores;
import io.keel.im.testkit.client.RandomUser;
import io.keel.im.testkit.client.ScriptedChat;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.fault.Fault;
import io.keel.im.testkit.fault.FaultPlan;
import io.keel.im.testkit.fault.Faults;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.StoreReading;
import io.keel.im.testkit.history.WitnessedFrames;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the guide to testing shows of faults and histories. */
class FaultsTest {

    // docs: fault-test
    @Test
    void storeThatAnswersTooLateStoresOnce() {
        FaultPlan plan = FaultPlan.script(Fault.failAfterwards()).on("append");
        try (ScriptedChat chat = ScriptedChat.start(im -> im.stores(faulty(plan)))) {
            ScriptedClient alice = chat.client("alice");

            Sent sent = alice.send("bob", "once"); // stored, told to have failed, handed over again

            assertThat(sent.getSeq()).isOne();
            assertThat(alice.history("d:alice:bob").getMessagesCount()).isOne();
        }
    }

    private static Stores faulty(FaultPlan plan) {
        Stores memory = new MemoryStore().stores();
        return new Stores(
                Faults.by(plan).around(ConversationStore.class, memory.conversations()),
                memory.inboxes(),
                memory.memberships(),
                memory.userConversations(),
                memory.accounts(),
                memory.epochs());
    }
    // docs: end

    // docs: history-test
    @Test
    void nothingBreaksWhateverUsersDoAndTheStoreFails() {
        FaultPlan plan = FaultPlan.random(42)
                .failing(0.02)
                .failingAfterwards(0.02)
                .repeating(0.05)
                .on("append");
        HistoryChecker checker = HistoryChecker.create();
        List<String> users = List.of("alice", "bob", "carol");
        try (ScriptedChat chat = ScriptedChat.start(im -> im.stores(faulty(plan)))) {
            RandomUser user = new RandomUser(new Random(42), users, List.of("team", "club"));
            List<ScriptedClient> clients =
                    users.stream().map(name -> witnessed(chat, checker, name)).toList();
            for (int step = 0; step < 300; step++) {
                user.act(clients.get(step % clients.size()));
            }
            StoreReading.of(
                            chat.im().stores().conversations(),
                            chat.im().stores().inboxes())
                    .into(checker);
        }
        checker.check().assertClean();
    }

    private static ScriptedClient witnessed(ScriptedChat chat, HistoryChecker checker, String user) {
        return chat.open()
                .user(user)
                .device("web")
                .observer(WitnessedFrames.of(checker.witness(new UserId(user), new DeviceId("web"))))
                .connect();
    }
    // docs: end
}
