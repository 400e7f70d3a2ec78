package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.ALREADY_EXISTS;
import static io.keel.im.protocol.v1.ErrorCode.FAILED_PRECONDITION;
import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.Event;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.Group;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Role;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.UpdateGroup;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupTest extends ChatTest {
    @Test
    void creatorIsTheOwnerAndDoublesCountOnce() {
        ScriptedClient alice = alice();

        Group group = alice.createGroup(CreateGroup.newBuilder()
                .setGroup("team")
                .setName("The team 队")
                .addMembers("bob")
                .addMembers("carol")
                .addMembers("bob")
                .addMembers("alice"));

        assertThat(group)
                .isEqualTo(Group.newBuilder()
                        .setGroup("team")
                        .setConversation("g:team")
                        .setName("The team 队")
                        .setOwner("alice")
                        .setSize(3)
                        .setDiffusion(Diffusion.WRITE)
                        .build());
        assertThat(client("carol").groupInfo("team")).isEqualTo(group);
    }

    @Test
    void creationIsTheFirstEventAndReachesEveryMemberTheCreatorToo() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();

        alice.createGroup("team", "bob", "carol");

        ServerFrame push = bob.expect(ServerFrame.BodyCase.MESSAGE);
        Message event = push.getMessage();
        assertThat(push.getInboxSeq()).isEqualTo(1);
        assertThat(event.getSeq()).isEqualTo(1);
        assertThat(event.getFrom()).isEqualTo("alice");
        assertThat(event.getConversation()).isEqualTo("g:team");
        assertThat(event.getEvent().getKind()).isEqualTo(EventKind.GROUP_CREATED);
        assertThat(event.getEvent().getUsersList()).containsExactlyInAnyOrder("bob", "carol");
        assertThat(event.getEvent().getName()).isEqualTo("team");
        assertThat(alice.expectMessage())
                .as("the device that caused an event gets it as well")
                .isEqualTo(event);
        assertThat(client("carol").sync(0).getEntries(0).getMessage()).isEqualTo(event);
    }

    @Test
    void unnamedGroupGetsAnId() {
        ScriptedClient alice = alice();

        Group one = alice.createGroup(CreateGroup.newBuilder().setName("x"));
        Group two = alice.createGroup(CreateGroup.newBuilder().setName("x"));

        assertThat(one.getGroup()).isNotEmpty().isNotEqualTo(two.getGroup());
        assertThat(one.getConversation()).isEqualTo("g:" + one.getGroup());
        assertThat(one.getSize()).isEqualTo(1);
    }

    @Test
    void groupIdIsNeverUsedAgain() {
        ScriptedClient alice = alice();
        alice.createGroup("team");

        assertThat(refusal(() -> bob().createGroup("team"))).isEqualTo(ALREADY_EXISTS);
        alice.disbandGroup("team");
        assertThat(refusal(() -> alice.createGroup("team"))).isEqualTo(ALREADY_EXISTS);
        assertThat(refusal(() -> alice.createGroup("Team"))).isNull();
    }

    @Test
    void messagesReachEveryMember() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient carol = client("carol");
        alice.createGroup("team", "bob", "carol");
        List.of(alice, bob, carol).forEach(ScriptedClient::drainPushes);

        Sent sent = bob.send("g:team", "hello all");

        assertThat(sent.getSeq()).isEqualTo(2);
        assertThat(sent.getInboxSeq()).isEqualTo(2);
        ServerFrame push = alice.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(push.getInboxSeq()).isEqualTo(2);
        assertThat(push.getMessage().getText()).isEqualTo("hello all");
        assertThat(carol.expectMessage()).isEqualTo(push.getMessage());
        bob.expectNothing();
    }

    @Test
    void openGroupIsJoinedByAnybodyAndSeenFromTheJoinOn() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(
                CreateGroup.newBuilder().setGroup("club").setName("club").setOpen(true));
        alice.send("g:club", "before bob");

        Group joined = bob.joinGroup("club");

        assertThat(joined.getSize()).isEqualTo(2);
        assertThat(joined.getOpen()).isTrue();
        Message event = bob.expectMessage();
        assertThat(event.getEvent().getKind()).isEqualTo(EventKind.MEMBER_JOINED);
        assertThat(event.getEvent().getUsersList()).containsExactly("bob");
        assertThat(event.getFrom()).isEqualTo("bob");
        alice.send("g:club", "after");
        assertThat(seqs(bob.history("g:club").getMessagesList())).containsExactly(3L, 4L);
        assertThat(seqs(bob.history(page("g:club", 9).setAfter(0)).getMessagesList()))
                .containsExactly(3L, 4L);
        assertThat(bob.history(page("g:club", 9).setBefore(4)).getHasMore()).isFalse();
        assertThat(bob.sync(0).getEntriesCount()).isEqualTo(2);
    }

    @Test
    void closedGroupIsNotJoined() {
        alice().createGroup("team");

        assertThat(refusal(() -> bob().joinGroup("team"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob().joinGroup("nowhere"))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void whatChangesNothingStoresNoEvent() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        Group group = alice.createGroup(CreateGroup.newBuilder()
                .setGroup("club")
                .setName("club")
                .setOpen(true)
                .addMembers("bob"));

        assertThat(bob.joinGroup("club")).isEqualTo(group);
        assertThat(alice.addMembers("club", "bob", "alice")).isEqualTo(group);
        assertThat(alice.setRole("club", "bob", Role.MEMBER)).isEqualTo(group);
        assertThat(alice.updateGroup(UpdateGroup.newBuilder().setGroup("club").setName("club")))
                .isEqualTo(group);
        assertThat(alice.history("g:club").getMessagesCount()).isEqualTo(1);
    }

    @Test
    void updateChangesWhatItNames() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "bob");

        Group renamed =
                alice.updateGroup(UpdateGroup.newBuilder().setGroup("team").setName("改名"));
        assertThat(renamed.getName()).isEqualTo("改名");
        assertThat(renamed.getOpen()).isFalse();
        Group opened =
                alice.updateGroup(UpdateGroup.newBuilder().setGroup("team").setOpen(true));
        assertThat(opened.getName()).isEqualTo("改名");
        assertThat(opened.getOpen()).isTrue();
        Group closed =
                alice.updateGroup(UpdateGroup.newBuilder().setGroup("team").setOpen(false));
        assertThat(closed.getOpen()).isFalse();
        Event event = alice.history("g:team").getMessages(1).getEvent();
        assertThat(event.getKind()).isEqualTo(EventKind.GROUP_UPDATED);
        assertThat(event.getName()).isEqualTo("改名");
        assertThat(bob().conversations().getItems(0).getName()).isEqualTo("改名");
    }

    @Test
    void disbandedGroupTakesNothingMore() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(CreateGroup.newBuilder()
                .setGroup("club")
                .setName("club")
                .setOpen(true)
                .addMembers("bob"));
        bob.drainPushes();

        alice.disbandGroup("club");

        assertThat(bob.expectMessage().getEvent().getKind()).isEqualTo(EventKind.GROUP_DISBANDED);
        assertThat(refusal(() -> bob.send("g:club", "x"))).isIn(FAILED_PRECONDITION, PERMISSION_DENIED);
        assertThat(refusal(() -> alice.addMembers("club", "dave"))).isIn(FAILED_PRECONDITION, PERMISSION_DENIED);
        assertThat(refusal(() -> client("dave").joinGroup("club"))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void disbandedGroupIsStillReadByThoseWhoWereMembers() {
        ScriptedClient alice = alice();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        alice.send("g:hall", "2");
        alice.disbandGroup("hall");

        ScriptedClient bob = bob();

        assertThat(bob.sync(0).getHeads(0).getSeq())
                .as("or it would never hear of the end")
                .isEqualTo(3);
        assertThat(bob.history("g:hall").getMessages(2).getEvent().getKind()).isEqualTo(EventKind.GROUP_DISBANDED);
        bob.read("g:hall", 3);
        assertThat(bob.conversations().getItems(0).getUnread()).isZero();
        assertThat(refusal(() -> client("eve").history("g:hall"))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void groupThatSharesItsHistoryShowsItToNewMembers() {
        stop();
        try (var sharing = io.keel.im.testkit.client.ScriptedChat.start(im -> im.policy(new ChatPolicy() {
            @Override
            public boolean sharesHistory(io.keel.im.group.Group group) {
                return true;
            }
        }))) {
            ScriptedClient alice = sharing.client("alice");
            alice.createGroup("team");
            alice.send("g:team", "old");
            alice.addMembers("team", "bob");
            ScriptedClient bob = sharing.client("bob");

            assertThat(seqs(bob.history("g:team").getMessagesList())).containsExactly(1L, 2L, 3L);
            assertThat(bob.conversations().getItems(0).getUnread()).isZero();
            assertThat(bob.sync(0).getEntriesCount()).isEqualTo(1);
        }
        start();
    }
}
