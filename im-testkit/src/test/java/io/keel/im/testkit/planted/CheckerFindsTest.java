package io.keel.im.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.memory.MemoryStore;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.seq.InboxEntry;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import io.keel.im.spi.Stores;
import io.keel.im.testkit.client.ScriptedChat;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.Invariant;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.StoreReading;
import io.keel.im.testkit.history.Witness;
import io.keel.im.testkit.history.WitnessedFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The same chat over a right store and over wrong ones: the checker finds nothing, and what is wrong. */
class CheckerFindsTest {
    private final MemoryStore right = new MemoryStore();
    private final HistoryChecker checker = HistoryChecker.create();

    @Test
    void rightStoreBreaksNothing() {
        Report report = chat(right.conversations(), right.inboxes(), right.memberships());

        assertThat(report).hasToString("14 messages, nothing broke");
    }

    @Test
    void pushAndAnswerBeforeTheStoreBreakI1AndI5() {
        Report report = chat(
                new ForwardingLog(right.conversations()) {
                    @Override
                    public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                        Append one = batch.get(0);
                        // The process dies after it told everybody and before it stored.
                        return one.draft().conversation().value().equals("d:alice:carol")
                                ? CompletableFuture.completedFuture(List.of(told(one)))
                                : right.append(batch);
                    }

                    private AppendResult told(Append one) {
                        return new Stored(one.draft().at(1), new long[] {90, 90});
                    }
                },
                right.inboxes(),
                right.memberships());

        assertThat(report.broken()).contains(Invariant.I1, Invariant.I5);
        assertThat(report.toString()).contains("d:alice:carol #1").contains("answered sent, but not in the store");
    }

    @Test
    void inboxRowThatWasForgottenBreaksI5() {
        Report report = chat(
                new ForwardingLog(right.conversations()) {
                    @Override
                    public CompletionStage<List<AppendResult>> append(List<Append> batch) {
                        return right.append(batch.stream().map(this::shortened).toList())
                                .thenApply(results -> results.stream()
                                        .map(result -> result instanceof Stored stored
                                                ? new Stored(stored.message(), Arrays.copyOf(stored.inboxSeqs(), 4))
                                                : result)
                                        .toList());
                    }

                    private Append shortened(Append append) {
                        int size = append.inboxes().size();
                        boolean hit = size > 2 && !append.draft().isEvent();
                        return new Append(
                                append.draft(),
                                append.digest(),
                                hit ? append.inboxes().subList(0, size - 1) : append.inboxes(),
                                append.membershipVersion(),
                                append.effect());
                    }
                },
                right.inboxes(),
                right.memberships());

        assertThat(report.broken()).contains(Invariant.I5);
        assertThat(report.toString()).contains("not in the inbox of").contains("g:team");
    }

    @Test
    void historyThatSkipsBreaksI5() {
        Report report = chat(
                new ForwardingLog(right.conversations()) {
                    @Override
                    public CompletionStage<List<Message>> read(ConversationId where, SeqWindow window, int limit) {
                        return right.read(where, window, limit).thenApply(page -> {
                            List<Message> left = new ArrayList<>(page);
                            left.removeIf(message -> message.seq() == 3);
                            return left;
                        });
                    }
                },
                right.inboxes(),
                right.memberships());

        assertThat(report.broken()).contains(Invariant.I5);
        assertThat(report.toString())
                .contains("has caught up and lacks a message")
                .contains("g:hall #3");
    }

    @Test
    void syncThatSkipsAPositionBreaksI4() {
        Report report = chat(
                right.conversations(),
                new ForwardingInboxes(right.inboxes()) {
                    @Override
                    public CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit) {
                        return right.read(user, after, limit).thenApply(page -> {
                            List<InboxEntry> left = new ArrayList<>(page);
                            left.removeIf(entry -> entry.inboxSeq() == 2);
                            return left;
                        });
                    }
                },
                right.memberships());

        assertThat(report.broken()).contains(Invariant.I4);
    }

    @Test
    void membershipThatIsNotCheckedBreaksI9() {
        Report report = chat(right.conversations(), right.inboxes(), new MembershipStore() {
            private final MembershipStore members = right.memberships();

            @Override
            public CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked) {
                return members.rosters(asked).thenApply(rosters -> {
                    rosters.replaceAll((group, roster) -> everybodyIsIn(roster));
                    return rosters;
                });
            }

            @Override
            public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
                return members.members(group, after, limit);
            }

            @Override
            public CompletionStage<List<Membership>> groupsOf(UserId user) {
                return members.groupsOf(user);
            }

            @Override
            public CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others) {
                return members.shareWriteDiffusedGroup(user, others);
            }
        });

        assertThat(report.broken()).contains(Invariant.I9);
        assertThat(report.toString()).contains("eve");
    }

    private static Roster everybodyIsIn(Roster roster) {
        return new Roster() {
            @Override
            public io.keel.im.group.Group group() {
                return roster.group();
            }

            @Override
            public Optional<Member> member(UserId user) {
                return roster.member(user).or(() -> Optional.of(new Member(user, Role.MEMBER, 0, 1, 1)));
            }

            @Override
            public List<UserId> everyone() {
                return roster.everyone();
            }
        };
    }

    /** Three friends and a stranger talk; then everybody catches up and the right store is read. */
    private Report chat(ConversationStore log, InboxStore inboxes, MembershipStore memberships) {
        Stores stores =
                new Stores(log, inboxes, memberships, right.userConversations(), right.accounts(), right.epochs());
        try (ScriptedChat chat = ScriptedChat.start(im -> im.stores(stores))) {
            ScriptedClient alice = client(chat, "alice");
            ScriptedClient bob = client(chat, "bob");
            ScriptedClient carol = client(chat, "carol");
            ScriptedClient eve = client(chat, "eve");
            alice.createGroup("team", "bob", "carol");
            alice.createGroup(io.keel.im.protocol.v1.CreateGroup.newBuilder()
                    .setGroup("hall")
                    .setName("hall")
                    .setDiffusion(Diffusion.READ)
                    .addMembers("bob")
                    .addMembers("carol"));
            for (int i = 0; i < 4; i++) {
                bob.send("g:team", "team " + i);
                carol.send("g:hall", "hall " + i);
            }
            alice.send("carol", "to carol");
            alice.send("bob", "to bob");
            alice.recall("d:alice:bob", 1);
            bob.send("alice", "to alice");
            for (ScriptedClient each : List.of(alice, bob, carol, eve, client(chat, "bob", "tablet"))) {
                each.sync(0).getHeadsList().forEach(head -> each.history(head.getConversation()));
                witness(each.welcome().getUser(), each.welcome().getDevice()).caughtUp();
            }
            try {
                eve.send("g:team", "let me in");
                eve.history("g:team");
            } catch (io.keel.im.testkit.client.RefusedException rightly) {
                assertThat(rightly.code()).isEqualTo(io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED);
            }
        }
        StoreReading.of(right.conversations(), right.inboxes()).into(checker);
        return checker.check();
    }

    private ScriptedClient client(ScriptedChat chat, String user) {
        return client(chat, user, "web");
    }

    private ScriptedClient client(ScriptedChat chat, String user, String device) {
        return chat.open()
                .user(user)
                .device(device)
                .observer(WitnessedFrames.of(witness(user, device)))
                .connect();
    }

    private Witness witness(String user, String device) {
        return checker.witness(new UserId(user), new DeviceId(device));
    }
}
