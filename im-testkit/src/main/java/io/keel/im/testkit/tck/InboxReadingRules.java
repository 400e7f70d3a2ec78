package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.AppendResult.Stored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class InboxReadingRules extends StoreRules {
    InboxReadingRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("entries come ascending after a position, up to the limit")
    void entriesComeAscendingAfterAPosition() {
        chat(ALICE, BOB, 7);

        assertThat(read(BOB, 0, 3)).containsExactly(1L, 2L, 3L);
        assertThat(read(BOB, 3, 3)).containsExactly(4L, 5L, 6L);
        assertThat(read(BOB, 6, 3)).containsExactly(7L);
        assertThat(read(BOB, 7, 3)).isEmpty();
        assertThat(read(BOB, Long.MAX_VALUE, 3)).isEmpty();
        assertThat(read(CAROL, 0, 3)).isEmpty();
    }

    @Test
    @DisplayName("messages of all conversations stand in one inbox, in the order of their storing")
    void allConversationsStandInOneInbox() {
        GroupLog team = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE, BOB);
        List<Stored> stored = store(
                drafts.direct(ALICE, BOB, "1"),
                team.created(),
                drafts.direct(CAROL, BOB, "2"),
                team.said(ALICE, "3"),
                drafts.direct(BOB, BOB, "4"));

        assertThat(inbox(BOB))
                .containsExactly(
                        new InboxEntry.Holds(1, stored.get(0).message()),
                        new InboxEntry.Holds(2, stored.get(1).message()),
                        new InboxEntry.Holds(3, stored.get(2).message()),
                        new InboxEntry.Holds(4, stored.get(3).message()),
                        new InboxEntry.Holds(5, stored.get(4).message()));
    }

    @Test
    @DisplayName("a message stands in the inboxes it was written to and in no other")
    void messageStandsInItsInboxesAlone() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB, CAROL);
        store(team.removed(CAROL));
        store(team.said(ALICE, "without carol"));
        store(team.added(DAVE));

        assertThat(read(BOB, 0, 10)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(read(CAROL, 0, 10)).containsExactly(1L, 2L);
        assertThat(inbox(DAVE))
                .singleElement()
                .isInstanceOfSatisfying(
                        InboxEntry.Holds.class,
                        entry -> assertThat(entry.message().seq()).isEqualTo(4));
    }

    @Test
    @DisplayName("an entry holds its message as it stands now")
    void entryHoldsTheMessageAsItStandsNow() {
        Message said = store(drafts.direct(ALICE, BOB, "oops")).message();
        assertThat(inbox(BOB)).containsExactly(new InboxEntry.Holds(1, said));

        store(drafts.recall(ALICE, BOB, 1));

        assertThat(inbox(BOB)).startsWith(new InboxEntry.Holds(1, said.blank())).hasSize(2);
    }

    @Test
    @DisplayName("heads are the newest positions, 0 for an empty inbox")
    void headsAreTheNewestPositions() {
        chat(ALICE, BOB, 3);
        chat(ALICE, CAROL, 2);
        await(stores().inboxes().remove(BOB, ALICE_BOB, List.of(1L)));

        assertThat(await(stores().inboxes().heads(List.of(ALICE, BOB, CAROL, DAVE))))
                .isEqualTo(Map.of(ALICE, 5L, BOB, 4L, CAROL, 2L, DAVE, 0L));
        assertThat(await(stores().inboxes().heads(List.of()))).isEmpty();
    }

    @Test
    @DisplayName("Bob and bob have two inboxes")
    void caseMakesTwoInboxes() {
        UserId bigBob = new UserId("Bob");
        chat(ALICE, BOB, 2);
        chat(ALICE, bigBob, 1);

        assertThat(inbox(BOB)).hasSize(2);
        assertThat(inbox(bigBob)).hasSize(1);
        assertThat(await(stores().inboxes().heads(List.of(BOB, bigBob)))).isEqualTo(Map.of(BOB, 2L, bigBob, 1L));
    }

    @Test
    @DisplayName("what read diffusion stores stands in no inbox; what it stored before the turn stays")
    void turnLeavesTheInboxAsItWas() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Stored turning = store(team.saidAndTurned(ALICE, "the last for the inbox"));
        store(team.said(ALICE, "in the log alone"));

        assertThat(turning.inboxSeqs()).containsExactly(2, 2);
        assertThat(read(BOB, 0, 10)).containsExactly(1L, 2L);
        assertThat(log(team.conversation())).hasSize(3);
    }

    private List<Long> read(UserId user, long after, int limit) {
        return positions(await(stores().inboxes().read(user, after, limit)));
    }
}
