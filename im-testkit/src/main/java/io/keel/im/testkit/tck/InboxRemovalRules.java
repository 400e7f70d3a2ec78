package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.ALICE_CAROL;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.InboxStore.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class InboxRemovalRules extends StoreRules {
    InboxRemovalRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a removal takes the next position, and what it removed leaves an empty one")
    void removalTakesAPositionAndLeavesEmptyOnes() {
        chat(ALICE, BOB, 3);

        assertThat(remove(BOB, ALICE_BOB, 3, 1)).isEqualTo(new Removal(4, List.of(1L, 3L)));

        List<InboxEntry> inbox = inbox(BOB);
        assertThat(inbox.get(0)).isEqualTo(new InboxEntry.Empty(1));
        assertThat(inbox.get(1)).isInstanceOf(InboxEntry.Holds.class);
        assertThat(inbox.get(2)).isEqualTo(new InboxEntry.Empty(3));
        assertThat(inbox.get(3)).isEqualTo(new InboxEntry.Removal(4, ALICE_BOB, List.of(1L, 3L)));
    }

    @Test
    @DisplayName("a removal is for its user alone: log and other inboxes stay")
    void removalIsForItsUserAlone() {
        chat(ALICE, BOB, 2);

        remove(BOB, ALICE_BOB, 1);

        assertThat(log(ALICE_BOB)).hasSize(2).noneMatch(Message::recalled);
        assertThat(inbox(ALICE)).hasSize(2).allMatch(InboxEntry.Holds.class::isInstance);
        assertThat(removed(ALICE, ALICE_BOB, 1, 10)).isEmpty();
    }

    @Test
    @DisplayName("what was removed before counts for nothing")
    void removedBeforeCountsForNothing() {
        chat(ALICE, BOB, 3);
        remove(BOB, ALICE_BOB, 1, 2);

        assertThat(remove(BOB, ALICE_BOB, 2, 3)).isEqualTo(new Removal(5, List.of(3L)));
        assertThat(remove(BOB, ALICE_BOB, 1, 2, 3)).isEqualTo(new Removal(0, List.of()));
        assertThat(remove(BOB, ALICE_BOB)).isEqualTo(new Removal(0, List.of()));
        assertThat(inbox(BOB)).hasSize(5).endsWith(new InboxEntry.Removal(5, ALICE_BOB, List.of(3L)));
    }

    @Test
    @DisplayName("removed seqs are found within both bounds, for their user and conversation")
    void removedSeqsAreFoundWithinBounds() {
        chat(ALICE, BOB, 6);
        chat(ALICE, CAROL, 6);
        remove(ALICE, ALICE_BOB, 1, 3, 5);
        remove(ALICE, ALICE_CAROL, 2);

        assertThat(removed(ALICE, ALICE_BOB, 1, 6)).containsExactlyInAnyOrder(1L, 3L, 5L);
        assertThat(removed(ALICE, ALICE_BOB, 3, 5)).containsExactlyInAnyOrder(3L, 5L);
        assertThat(removed(ALICE, ALICE_BOB, 4, 4)).isEmpty();
        assertThat(removed(ALICE, ALICE_CAROL, 1, 6)).containsExactly(2L);
        assertThat(removed(new UserId("Alice"), ALICE_BOB, 1, 6)).isEmpty();
    }

    @Test
    @DisplayName("messages of read-diffused groups are removed as well, and the removal stands in the inbox")
    void readDiffusedMessagesAreRemoved() {
        GroupLog hall = group("hall", Diffusion.READ, ALICE, BOB);
        store(hall.said(ALICE, "1"), hall.said(ALICE, "2"));

        assertThat(remove(BOB, hall.conversation(), 2)).isEqualTo(new Removal(1, List.of(2L)));

        assertThat(inbox(BOB)).containsExactly(new InboxEntry.Removal(1, hall.conversation(), List.of(2L)));
        assertThat(removed(BOB, hall.conversation(), 1, 3)).containsExactly(2L);
    }

    @Test
    @DisplayName("events are removed like any message")
    void eventsAreRemoved() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);

        remove(BOB, team.conversation(), 1);

        assertThat(inbox(BOB))
                .containsExactly(new InboxEntry.Empty(1), new InboxEntry.Removal(2, team.conversation(), List.of(1L)));
    }

    @Test
    @DisplayName("a removed message that is recalled stays removed")
    void recallDoesNotBringBackTheRemoved() {
        chat(ALICE, BOB, 1);
        remove(BOB, ALICE_BOB, 1);

        store(drafts.recall(ALICE, BOB, 1));

        assertThat(inbox(BOB)).startsWith(new InboxEntry.Empty(1)).hasSize(3);
        assertThat(removed(BOB, ALICE_BOB, 1, 2)).containsExactly(1L);
    }

    @Test
    @DisplayName("of many removals of one message at once exactly one counts")
    void exactlyOneOfManyRemovalsCounts() {
        chat(ALICE, BOB, 1);
        List<Callable<Removal>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            racers.add(() -> remove(BOB, ALICE_BOB, 1));
        }

        List<Removal> removals = together(racers);

        assertThat(removals)
                .filteredOn(removal -> removal.inboxSeq() != 0)
                .containsExactly(new Removal(2, List.of(1L)));
        assertThat(inbox(BOB)).hasSize(2);
    }

    @Test
    @DisplayName("200 messages are removed at once")
    void manyAreRemovedAtOnce() {
        chat(ALICE, BOB, 200);

        Removal removal = await(stores().inboxes().remove(BOB, ALICE_BOB, upTo(200)));

        assertThat(removal).isEqualTo(new Removal(201, upTo(200)));
        assertThat(inbox(BOB).subList(0, 200)).allMatch(InboxEntry.Empty.class::isInstance);
    }

    private Removal remove(UserId user, ConversationId conversation, long... seqs) {
        List<Long> list = new ArrayList<>();
        for (long seq : seqs) {
            list.add(seq);
        }
        return await(stores().inboxes().remove(user, conversation, list));
    }

    private Set<Long> removed(UserId user, ConversationId conversation, long from, long to) {
        return await(stores().inboxes().removed(user, conversation, from, to));
    }
}
