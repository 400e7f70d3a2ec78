package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.spi.UserConversationStore.UserConversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ConversationListRules extends UserConversationRules {
    ConversationListRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("the conversation with the newest entry comes first, events included")
    void newestEntryComesFirst() {
        chat(ALICE, BOB, 1);
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        GroupLog hall = group("hall", Diffusion.READ, ALICE, BOB);
        chat(ALICE, CAROL, 1);
        assertThat(names(ALICE)).containsExactly("d:alice:carol", "g:hall", "g:team", "d:alice:bob");

        store(team.said(BOB, "up"));
        store(drafts.recall(ALICE, BOB, 1));
        store(hall.said(BOB, "further up"));

        assertThat(names(ALICE)).containsExactly("g:hall", "d:alice:bob", "g:team", "d:alice:carol");
        assertThat(names(BOB)).containsExactly("g:hall", "d:alice:bob", "g:team");
        assertThat(names(DAVE)).isEmpty();
    }

    @Test
    @DisplayName("an item tells its conversation's name, head and the user's own positions")
    void itemTellsEverything() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE);
        store(team.said(ALICE, "before bob"));
        store(team.added(BOB));
        Draft last = team.said(ALICE, "for bob");
        store(last);

        assertThat(item(BOB, team.conversation()))
                .isEqualTo(new UserConversation(
                        team.conversation(),
                        "name of team",
                        4,
                        last.build().draft().messageId(),
                        3,
                        0,
                        0,
                        1,
                        false,
                        false));
    }

    @Test
    @DisplayName("an item of a direct conversation tells how far the other side has read")
    void directItemTellsThePeersPosition() {
        chat(ALICE, BOB, 3);
        advance(BOB, ALICE_BOB, 2);

        UserConversation item = item(ALICE, ALICE_BOB);

        assertThat(item.name()).isEmpty();
        assertThat(item.seq()).isEqualTo(3);
        assertThat(item.visibleFrom()).isEqualTo(1);
        assertThat(item.readSeq()).isEqualTo(3);
        assertThat(item.peerReadSeq()).isEqualTo(2);
        assertThat(item.unread()).isZero();
    }

    @Test
    @DisplayName("a conversation with oneself is listed once, with nothing unread")
    void selfConversationIsListedOnce() {
        chat(ALICE, ALICE, 2);

        assertThat(names(ALICE)).containsExactly("d:alice:alice");
        assertThat(item(ALICE, ConversationId.direct(ALICE, ALICE)).unread()).isZero();
    }

    @Test
    @DisplayName("a direct conversation without a message is not listed, whatever was set or read in it")
    void directConversationWithoutMessageIsNotListed() {
        configure(ALICE, ALICE_BOB, true, true);
        advance(ALICE, ALICE_BOB, 1);

        assertThat(names(ALICE)).isEmpty();
        assertThat(names(BOB)).isEmpty();

        chat(BOB, ALICE, 1);
        assertThat(item(ALICE, ALICE_BOB).mute()).isTrue();
        assertThat(item(BOB, ALICE_BOB).mute()).isFalse();
    }

    @Test
    @DisplayName("who has left a group has it no more in its list; a disbanded one stays")
    void leftGroupIsNotListed() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB, CAROL);
        store(team.removed(BOB));
        assertThat(names(BOB)).isEmpty();
        assertThat(names(CAROL)).containsExactly("g:team");

        store(team.disbanded());
        assertThat(names(CAROL)).containsExactly("g:team");
    }

    @Test
    @DisplayName("a renamed group is listed by its new name")
    void renamedGroupIsListedByItsNewName() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE);
        io.keel.im.group.Group g = team.group();
        io.keel.im.group.Group renamed = new io.keel.im.group.Group(
                g.id(), "新名字", g.owner(), g.size(), g.diffusion(), g.forced(), g.open(), false, g.version() + 1);

        store(team.removed().effect(new io.keel.im.spi.Effect.Changes(renamed, List.of(), List.of(), List.of())));

        assertThat(item(ALICE, team.conversation()).name()).isEqualTo("新名字");
    }

    @Test
    @DisplayName("settings change one by one and for their user alone")
    void settingsChangeOneByOne() {
        chat(ALICE, BOB, 1);

        configure(ALICE, ALICE_BOB, true, null);
        configure(ALICE, ALICE_BOB, null, true);
        assertThat(item(ALICE, ALICE_BOB).mute()).isTrue();
        assertThat(item(ALICE, ALICE_BOB).pinned()).isTrue();
        assertThat(item(BOB, ALICE_BOB).pinned()).isFalse();

        configure(ALICE, ALICE_BOB, false, null);
        configure(ALICE, ALICE_BOB, null, null);
        assertThat(item(ALICE, ALICE_BOB).mute()).isFalse();
        assertThat(item(ALICE, ALICE_BOB).pinned()).isTrue();
    }

    @Test
    @DisplayName("settings outlast reading, sending and being read")
    void settingsOutlastPositions() {
        chat(ALICE, BOB, 1);
        configure(BOB, ALICE_BOB, true, true);
        advance(BOB, ALICE_BOB, 1);
        chat(BOB, ALICE, 1);
        advance(ALICE, ALICE_BOB, 2);

        assertThat(item(BOB, ALICE_BOB).mute()).isTrue();
        assertThat(item(BOB, ALICE_BOB).pinned()).isTrue();
        assertThat(item(BOB, ALICE_BOB).readSeq()).isEqualTo(2);
        assertThat(item(BOB, ALICE_BOB).peerReadSeq()).isEqualTo(2);
    }

    @Test
    @DisplayName("pages after the last item are joined to the whole list")
    void pagesAreJoinedToTheWhole() {
        for (int i = 0; i < 25; i++) {
            chat(ALICE, new UserId("peer-" + i), 1);
            if (i % 3 == 0) {
                group("group-" + i, i % 2 == 0 ? Diffusion.READ : Diffusion.WRITE, ALICE, BOB);
            }
        }
        List<UserConversation> paged =
                new ArrayList<>(await(stores().userConversations().list(ALICE, Optional.empty(), 7)));
        assertThat(paged).hasSize(7);
        for (List<UserConversation> page = nextPage(paged); !page.isEmpty(); page = nextPage(paged)) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            paged.addAll(page);
        }

        assertThat(paged).isEqualTo(list(ALICE)).hasSize(34);
        assertThat(paged).isSortedAccordingTo((a, b) -> Long.compare(b.headMessageId(), a.headMessageId()));
    }

    @Test
    @DisplayName("a page taken while conversations move up repeats none of the page before")
    void movingUpRepeatsNothing() {
        for (int i = 0; i < 6; i++) {
            chat(ALICE, new UserId("peer-" + i), 1);
        }
        List<UserConversation> first = await(stores().userConversations().list(ALICE, Optional.empty(), 3));
        chat(ALICE, new UserId("peer-0"), 1);
        chat(ALICE, new UserId("peer-4"), 1);

        List<UserConversation> second = list(ALICE, first.get(2), 3);

        assertThat(second)
                .extracting(item -> item.conversation().value())
                .containsExactly("d:alice:peer-2", "d:alice:peer-1");
    }

    private List<UserConversation> nextPage(List<UserConversation> before) {
        return list(ALICE, before.get(before.size() - 1), 7);
    }

    private void configure(UserId user, ConversationId conversation, @Nullable Boolean mute, @Nullable Boolean pinned) {
        await(stores().userConversations().configure(user, conversation, mute, pinned));
    }

    private List<String> names(UserId user) {
        return list(user).stream().map(item -> item.conversation().value()).toList();
    }
}
