package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.FAILED_PRECONDITION;
import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Event;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.Group;
import io.keel.im.protocol.v1.MemberList;
import io.keel.im.protocol.v1.Members;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Role;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupMembersTest extends ChatTest {
    @Test
    void addedMembersAloneAreNamedByTheEvent() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "bob");

        Group group = alice.addMembers("team", "bob", "carol", "dave", "carol");

        assertThat(group.getSize()).isEqualTo(4);
        Event event = client("carol").sync(0).getEntries(0).getMessage().getEvent();
        assertThat(event.getKind()).isEqualTo(EventKind.MEMBERS_ADDED);
        assertThat(event.getUsersList()).containsExactlyInAnyOrder("carol", "dave");
    }

    @Test
    void removedMemberGetsTheEventAndIsOut() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob", "carol");
        alice.send("g:team", "for bob too");
        bob.drainPushes();

        Group group = alice.removeMembers("team", "bob");

        assertThat(group.getSize()).isEqualTo(2);
        ServerFrame push = bob.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(push.getInboxSeq()).isEqualTo(3);
        assertThat(push.getMessage().getEvent().getKind()).isEqualTo(EventKind.MEMBERS_REMOVED);
        assertThat(push.getMessage().getEvent().getUsersList()).containsExactly("bob");
        alice.send("g:team", "without bob");
        bob.expectNothing();
        assertThat(bob.sync(0).getEntriesList()).as("what the inbox held stays").hasSize(3);
        assertThat(bob.sync(0).getEntries(1).getMessage().getText()).isEqualTo("for bob too");
        assertThat(bob.conversations().getItemsList()).isEmpty();
        assertThat(refusal(() -> bob.history("g:team"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob.groupInfo("team"))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void memberLeavesAndIsAnsweredTheGroupAsItWasLeft() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");
        bob.drainPushes();

        Group left = bob.leaveGroup("team");

        assertThat(left.getSize()).isEqualTo(1);
        Message event = bob.expectMessage();
        assertThat(event.getEvent().getKind()).isEqualTo(EventKind.MEMBER_LEFT);
        assertThat(event.getEvent().getUsersList()).containsExactly("bob");
        assertThat(refusal(() -> bob.leaveGroup("team"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> alice.leaveGroup("team"))).isEqualTo(FAILED_PRECONDITION);
    }

    @Test
    void whoComesBackSeesFromTheNewJoinOn() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");
        alice.send("g:team", "2");
        alice.removeMembers("team", "bob");
        alice.send("g:team", "4");
        alice.addMembers("team", "bob");
        alice.send("g:team", "6");

        assertThat(seqs(bob.history("g:team").getMessagesList())).containsExactly(5L, 6L);
        assertThat(bob.conversations().getItems(0).getUnread()).isEqualTo(1);
        assertThat(bob.sync(0).getEntriesList())
                .extracting(entry -> entry.getMessage().getSeq())
                .containsExactly(1L, 2L, 3L, 5L, 6L);
    }

    @Test
    void handingOverMakesTheOldOwnerAnAdminInOneEvent() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");

        Group group = alice.setRole("team", "bob", Role.OWNER);

        assertThat(group.getOwner()).isEqualTo("bob");
        assertThat(roles(bob.members("team"))).containsExactly("alice ADMIN", "bob OWNER");
        List<Message> log = bob.history("g:team").getMessagesList();
        assertThat(log).hasSize(2);
        assertThat(log.get(1).getEvent().getKind()).isEqualTo(EventKind.ROLE_CHANGED);
        assertThat(log.get(1).getEvent().getUsersList()).containsExactly("bob");
        assertThat(log.get(1).getEvent().getRole()).isEqualTo(Role.OWNER);
        assertThat(refusal(() -> alice.leaveGroup("team"))).isNull();
    }

    @Test
    void membersAreListedInPages() {
        ScriptedClient alice = alice();
        CreateGroup.Builder create = CreateGroup.newBuilder().setGroup("team").setName("team");
        for (int i = 0; i < 120; i++) {
            create.addMembers("m" + i);
        }
        alice.createGroup(create);

        List<String> all = new ArrayList<>();
        MemberList page = alice.members("team");
        assertThat(page.getItemsCount()).isEqualTo(50);
        while (true) {
            page.getItemsList().forEach(item -> all.add(item.getUser()));
            if (page.getNext().isEmpty()) {
                break;
            }
            page = alice.members(Members.newBuilder().setGroup("team").setAfter(page.getNext()));
        }
        assertThat(all).hasSize(121).doesNotHaveDuplicates();
        assertThat(alice.members("team").getItems(0).getJoinedAt())
                .isEqualTo(chat().clock().millis());
    }

    @Test
    void listOfTenIsOnePageOfTen() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "a", "b", "c", "d", "e", "f", "g", "h", "i");

        assertThat(alice.members(Members.newBuilder().setGroup("team").setLimit(10))
                        .getNext())
                .isEmpty();
        assertThat(alice.members(Members.newBuilder().setGroup("team").setLimit(9))
                        .getNext())
                .isNotEmpty();
    }

    private static List<String> roles(MemberList members) {
        return members.getItemsList().stream()
                .map(item -> item.getUser() + " " + item.getRole())
                .toList();
    }
}
