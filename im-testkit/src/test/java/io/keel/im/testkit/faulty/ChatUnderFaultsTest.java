package io.keel.im.testkit.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.LeaveGroup;
import io.keel.im.protocol.v1.Recall;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.fault.Fault;
import io.keel.im.testkit.fault.FaultPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatUnderFaultsTest {
    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave");
    private static final List<String> PLACES = List.of("g:team", "g:hall", "alice", "bob", "carol", "dave");

    @Test
    void sendWhoseStoringWasNotAnsweredIsStoredOnceAndAnswered() {
        try (FaultyChat chat = stored(Fault.failAfterwards())) {
            ScriptedClient alice = chat.client("alice");
            String id = alice.submit(ClientFrame.newBuilder().setSend(alice.draft("bob", "once")));
            chat.settle();

            assertThat(alice.reply(id).getSent().getSeq()).isEqualTo(1);
            assertThat(alice.history("d:alice:bob").getMessagesCount()).isEqualTo(1);
            chat.checkerWithStore().check().assertClean();
        }
    }

    @Test
    void whatWasStoredButNotAnsweredIsPushedWhenItIsHandedOverAgain() {
        try (FaultyChat chat = stored(Fault.failAfterwards())) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");
            String id = alice.submit(ClientFrame.newBuilder().setSend(alice.draft("bob", "once")));
            chat.settle();
            alice.reply(id);

            ServerFrame push = bob.expectPush();
            assertThat(push.getMessage().getText()).isEqualTo("once");
            assertThat(push.getInboxSeq()).isEqualTo(1);
            bob.expectNothing();
        }
    }

    @Test
    void whatWasPushedAlreadyIsPushedUnderTheSameNumberWhenItIsHandedOverAgain() {
        try (FaultyChat chat = new FaultyChat(
                FaultPlan.none(), FaultPlan.script(Fault.failAfterwards()).on("handle"), FaultPlan.none())) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");
            alice.send("bob", "once");
            chat.settle();

            assertThat(bob.expectPush()).isEqualTo(bob.expectPush());
            bob.expectNothing();
            assertThat(alice.history("d:alice:bob").getMessagesCount()).isEqualTo(1);
            chat.checkerWithStore().check().assertClean();
        }
    }

    @Test
    void groupWhoseCreationWasNotAnsweredAnswersAsTheFirstTime() {
        try (FaultyChat chat = stored(Fault.failAfterwards())) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");
            String id = alice.submit(ClientFrame.newBuilder()
                    .setCreateGroup(CreateGroup.newBuilder()
                            .setGroup("team")
                            .setName("team")
                            .addMembers("bob")));
            chat.settle();

            ServerFrame reply = alice.reply(id);
            assertThat(reply.hasGroup()).as("%s", reply).isTrue();
            assertThat(bob.expectMessage().getEvent().getUsersList()).containsExactly("bob");
            assertThat(alice.history("g:team").getMessagesCount()).isEqualTo(1);
        }
    }

    @Test
    void roomWhoseMembersWereNotToldIsToldWhenTheCommandIsHandedOverAgain() {
        try (FaultyChat chat = stored(Fault.failAfterwards(), Fault.failAfterwards())) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");
            String id = alice.submit(ClientFrame.newBuilder()
                    .setCreateGroup(CreateGroup.newBuilder()
                            .setGroup("hall")
                            .setName("hall")
                            .addMembers("bob")
                            .setDiffusion(Diffusion.READ)));
            chat.settle();
            assertThat(alice.reply(id).hasGroup()).isTrue();
            assertThat(bob.expectMessage().getEvent().getUsersList()).containsExactly("bob");

            alice.submit(ClientFrame.newBuilder().setSend(alice.draft("g:hall", "can you hear me?")));
            chat.settle();

            assertThat(bob.expectMessage().getText()).isEqualTo("can you hear me?");
        }
    }

    @Test
    void leaveThatWasNotAnsweredAnswersAsTheFirstTime() {
        try (FaultyChat chat = stored(Fault.pass(), Fault.failAfterwards())) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");
            alice.createGroup("team", "bob");
            alice.drainPushes();
            String id = bob.submit(ClientFrame.newBuilder()
                    .setLeaveGroup(LeaveGroup.newBuilder().setGroup("team")));
            chat.settle();

            ServerFrame reply = bob.reply(id);
            assertThat(reply.getGroup().getSize()).as("%s", reply).isEqualTo(1);
            assertThat(alice.expectMessage().getEvent().getUsersList()).containsExactly("bob");
        }
    }

    @Test
    void recallThatWasNotAnsweredIsDone() {
        try (FaultyChat chat = stored(Fault.pass(), Fault.failAfterwards())) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");
            alice.send("bob", "oops");
            bob.drainPushes();
            String id = alice.submit(ClientFrame.newBuilder()
                    .setRecall(
                            Recall.newBuilder().setConversation("d:alice:bob").setSeq(1)));
            chat.settle();

            assertThat(alice.reply(id).hasDone()).isTrue();
            assertThat(bob.expectMessage().getEvent().getSeq()).isEqualTo(1);
            assertThat(alice.history("d:alice:bob").getMessagesCount()).isEqualTo(2);
        }
    }

    @Test
    void lostCommandIsUnavailableAfterTenSecondsAndFreesItsPlace() {
        try (FaultyChat chat =
                new FaultyChat(FaultPlan.none(), FaultPlan.script(Fault.drop()).on("publish"), FaultPlan.none())) {
            ScriptedClient alice = chat.client("alice");
            Send.Builder draft = alice.draft("bob", "lost");
            String id = alice.submit(ClientFrame.newBuilder().setSend(draft));
            chat.settle();
            chat.settle();
            chat.settle();

            assertThat(alice.reply(id).getError().getCode()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(alice.send(draft).getSeq()).isEqualTo(1);
        }
    }

    @Test
    void refusedCommandIsUnavailableAtOnce() {
        try (FaultyChat chat =
                new FaultyChat(FaultPlan.none(), FaultPlan.script(Fault.fail()).on("publish"), FaultPlan.none())) {
            ScriptedClient alice = chat.client("alice");
            String id = alice.submit(ClientFrame.newBuilder().setSend(alice.draft("bob", "x")));

            assertThat(alice.reply(id).getError().getCode()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void sendIsAnsweredThoughNobodyKnowsWhoIsOnline() {
        try (FaultyChat chat = new FaultyChat(
                FaultPlan.none(),
                FaultPlan.none(),
                FaultPlan.script(Fault.fail()).on("locate"))) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");

            assertThat(alice.send("bob", "x").getSeq()).isEqualTo(1);
            bob.expectNothing();
            assertThat(bob.ping()).isEqualTo(1);
            assertThat(bob.sync(0).getEntriesCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomFaultsBreakNoInvariant(long seed) {
        Random random = new Random(seed);
        FaultPlan storeFaults = FaultPlan.random(seed)
                .failing(0.03)
                .failingAfterwards(0.05)
                .repeating(0.05)
                .on("append");
        FaultPlan busFaults = FaultPlan.random(seed)
                .failing(0.03)
                .failingAfterwards(0.04)
                .repeating(0.06)
                .dropping(0.04)
                .on("publish", "push");
        try (FaultyChat chat = new FaultyChat(storeFaults, withoutFailing(busFaults), FaultPlan.none())) {
            Map<String, ScriptedClient> clients = new HashMap<>();
            USERS.forEach(user -> clients.put(user, chat.client(user)));
            create(chat, clients, "team", "bob");
            create(chat, clients, "hall", "bob", "carol", "dave");
            List<Pending> pending = new ArrayList<>();
            for (int step = 0; step < 400; step++) {
                ScriptedClient client = clients.get(USERS.get(random.nextInt(USERS.size())));
                if (client == null) {
                    continue;
                }
                Send.Builder draft = client.draft(PLACES.get(random.nextInt(PLACES.size())), "said " + step);
                pending.add(new Pending(
                        client, draft, client.submit(ClientFrame.newBuilder().setSend(draft))));
                if (random.nextInt(10) == 0) {
                    chat.settle();
                }
            }
            for (int round = 0; round < 50 && !pending.isEmpty(); round++) {
                chat.settle();
                chat.settle();
                chat.settle();
                pending.replaceAll(Pending::again);
                pending.removeIf(each -> each.draft == null);
            }
            assertThat(pending).as("sends that were never settled").isEmpty();
            clients.forEach((user, client) -> {
                client.catchUp();
                chat.checker().witness(new UserId(user), new DeviceId("web")).caughtUp();
            });

            chat.checkerWithStore().check().assertClean();
        }
    }

    /** A push has no failure that anybody could see; a command that is refused has. */
    private static FaultPlan withoutFailing(FaultPlan plan) {
        return method -> {
            Fault fault = plan.next(method);
            boolean fails = fault instanceof Fault.Fail || fault instanceof Fault.FailAfterwards;
            return method.equals("push") && fails ? Fault.pass() : fault;
        };
    }

    private static final class Pending {
        private final ScriptedClient client;
        private final Send.@org.jspecify.annotations.Nullable Builder draft;
        private final String id;

        private Pending(ScriptedClient client, Send.@org.jspecify.annotations.Nullable Builder draft, String id) {
            this.client = client;
            this.draft = draft;
            this.id = id;
        }

        /** Sends again what could not be answered; without a draft it is settled. */
        private Pending again() {
            ErrorCode code = client.reply(id).getError().getCode();
            if (draft == null || (code != ErrorCode.UNAVAILABLE && code != ErrorCode.INTERNAL)) {
                return new Pending(client, null, id);
            }
            return new Pending(
                    client, draft, client.submit(ClientFrame.newBuilder().setSend(draft)));
        }
    }

    private static void create(FaultyChat chat, Map<String, ScriptedClient> clients, String group, String... members) {
        ScriptedClient alice = clients.get("alice");
        if (alice == null) {
            throw new IllegalStateException("alice is missing");
        }
        CreateGroup.Builder create =
                CreateGroup.newBuilder().setGroup(group).setName(group).addAllMembers(List.of(members));
        for (int i = 0; i < 20; i++) {
            String id = alice.submit(ClientFrame.newBuilder().setCreateGroup(create));
            chat.settle();
            chat.settle();
            chat.settle();
            ServerFrame reply = alice.reply(id);
            if (reply.hasGroup() || reply.getError().getCode() == ErrorCode.ALREADY_EXISTS) {
                return;
            }
        }
        throw new AssertionError("the group could not be made");
    }

    private static FaultyChat stored(Fault... faults) {
        return new FaultyChat(FaultPlan.script(faults).on("append"), FaultPlan.none(), FaultPlan.none());
    }
}
