package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.ConversationItem;
import io.keel.im.protocol.v1.ConversationKind;
import io.keel.im.protocol.v1.ConversationList;
import io.keel.im.protocol.v1.Conversations;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.SetConversation;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTest extends ChatTest {
    @Test
    void newestComesFirstAndEachTellsItsState() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");
        alice.send("bob", "1");
        alice.send("bob", "2");
        bob.read(ALICE_BOB, 1);

        List<ConversationItem> items = bob.conversations().getItemsList();

        assertThat(items).extracting(ConversationItem::getConversation).containsExactly(ALICE_BOB, "g:team");
        ConversationItem direct = items.get(0);
        assertThat(direct.getKind()).isEqualTo(ConversationKind.DIRECT);
        assertThat(direct.getName()).isEmpty();
        assertThat(direct.getSeq()).isEqualTo(2);
        assertThat(direct.getReadSeq()).isEqualTo(1);
        assertThat(direct.getPeerReadSeq()).isEqualTo(2);
        assertThat(direct.getUnread()).isEqualTo(1);
        assertThat(direct.getLastMessage()).isEqualTo(bob.history(ALICE_BOB).getMessages(1));
        ConversationItem group = items.get(1);
        assertThat(group.getKind()).isEqualTo(ConversationKind.GROUP);
        assertThat(group.getName()).isEqualTo("team");
        assertThat(group.getUnread()).isZero();
        assertThat(group.getLastMessage().getEvent().getKind()).isEqualTo(EventKind.GROUP_CREATED);
        bob.send("g:team", "up");
        assertThat(bob.conversations().getItems(0).getConversation()).isEqualTo("g:team");
    }

    @Test
    void eventsAreLastMessagesButNeverUnread() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");
        alice.send("g:team", "2");
        alice.addMembers("team", "carol");

        ConversationItem item = bob.conversations().getItems(0);

        assertThat(item.getUnread()).isEqualTo(1);
        assertThat(item.getSeq()).isEqualTo(3);
        assertThat(item.getLastMessage().getEvent().getKind()).isEqualTo(EventKind.MEMBERS_ADDED);
    }

    @Test
    void recalledLastMessageIsBlankAndStillCounts() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.send("bob", "oops");
        alice.recall(ALICE_BOB, 1);

        ConversationItem item = bob.conversations().getItems(0);

        assertThat(item.getUnread()).isEqualTo(1);
        assertThat(item.getLastMessage().getEvent().getKind()).isEqualTo(EventKind.RECALLED);
        bob.read(ALICE_BOB, 2);
        assertThat(bob.conversations().getItems(0).getUnread()).isZero();
    }

    @Test
    void readDiffusedGroupsAreCountedAlike() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        alice.send("g:hall", "2");
        alice.send("g:hall", "3");

        assertThat(bob.conversations().getItems(0).getUnread()).isEqualTo(2);
        bob.read("g:hall", 2);
        assertThat(bob.conversations().getItems(0).getUnread()).isEqualTo(1);
        bob.send("g:hall", "4");
        assertThat(bob.conversations().getItems(0).getUnread()).isZero();
        assertThat(bob.conversations().getItems(0).getLastMessage().getText()).isEqualTo("4");
        assertThat(alice.conversations().getItems(0).getUnread()).isEqualTo(1);
    }

    @Test
    void newMemberSeesNothingFromBeforeTheJoin() {
        ScriptedClient alice = alice();
        alice.createGroup("team");
        alice.send("g:team", "2");
        alice.addMembers("team", "bob");

        ConversationItem item = bob().conversations().getItems(0);

        assertThat(item.getUnread()).isZero();
        assertThat(item.getLastMessage().getSeq()).isEqualTo(3);
    }

    @Test
    void pagesAreJoinedToTheWhole() {
        ScriptedClient alice = alice();
        for (int i = 0; i < 60; i++) {
            alice.send("peer-" + i, "x");
        }
        List<String> all = new ArrayList<>();
        ConversationList page = alice.conversations();
        assertThat(page.getItemsCount()).isEqualTo(50);
        while (true) {
            page.getItemsList().forEach(item -> all.add(item.getConversation()));
            if (page.getNext().isEmpty()) {
                break;
            }
            page = alice.conversations(
                    Conversations.newBuilder().setAfter(page.getNext()).setLimit(7));
        }

        assertThat(all).hasSize(60).doesNotHaveDuplicates();
        assertThat(all.get(0)).isEqualTo("d:alice:peer-59");
        assertThat(alice.conversations(Conversations.newBuilder().setLimit(60)).getNext())
                .isEmpty();
    }

    @Test
    void settingsAreForTheUserOnAllDevices() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");
        ScriptedClient bob = bob();
        web.send("bob", "1");

        web.setConversation(
                SetConversation.newBuilder().setConversation(ALICE_BOB).setMute(true));
        web.setConversation(
                SetConversation.newBuilder().setConversation(ALICE_BOB).setPinned(true));

        ConversationItem item = phone.conversations().getItems(0);
        assertThat(item.getMute()).isTrue();
        assertThat(item.getPinned()).isTrue();
        assertThat(bob.conversations().getItems(0).getMute()).isFalse();
        web.setConversation(
                SetConversation.newBuilder().setConversation(ALICE_BOB).setMute(false));
        assertThat(phone.conversations().getItems(0).getMute()).isFalse();
        assertThat(phone.conversations().getItems(0).getPinned()).isTrue();
    }

    @Test
    void malformedQueriesAreRefused() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.conversations(Conversations.newBuilder().setLimit(201))))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.conversations(Conversations.newBuilder().setLimit(-1))))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.conversations(Conversations.newBuilder().setAfter("nonsense"))))
                .isEqualTo(INVALID_ARGUMENT);
    }

    @Test
    void pageIsCutAtOneMebibyte() {
        ScriptedClient alice = alice();
        String big = "x".repeat(60_000);
        for (int i = 0; i < 30; i++) {
            alice.send("peer-" + i, big);
        }
        List<String> all = new ArrayList<>();
        Conversations.Builder query = Conversations.newBuilder().setLimit(200);
        ConversationList page;
        do {
            page = alice.conversations(query);
            assertThat(page.getSerializedSize()).isLessThanOrEqualTo(1 << 20);
            page.getItemsList().forEach(item -> all.add(item.getConversation()));
            query.setAfter(page.getNext());
        } while (!page.getNext().isEmpty());
        assertThat(all).hasSize(30).doesNotHaveDuplicates();
    }
}
