package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.ALICE_CAROL;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class AppendOrderRules extends StoreRules {
    AppendOrderRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("seqs of a conversation are 1, 2, 3 … in the order of the batches")
    void seqsCountFromOneInOrder() {
        assertThat(store(drafts.direct(ALICE, BOB, "a")).message().seq()).isEqualTo(1);
        List<Stored> batch = store(drafts.direct(BOB, ALICE, "b"), drafts.direct(ALICE, BOB, "c"));

        assertThat(batch).extracting(stored -> stored.message().seq()).containsExactly(2L, 3L);
        assertThat(log(ALICE_BOB)).extracting(StoreRules::textOf).containsExactly("a", "b", "c");
    }

    @Test
    @DisplayName("conversations of one batch are counted apart")
    void conversationsAreCountedApart() {
        List<Stored> batch = store(
                drafts.direct(ALICE, BOB, "1"),
                drafts.direct(ALICE, CAROL, "1"),
                drafts.direct(BOB, ALICE, "2"),
                drafts.direct(CAROL, ALICE, "2"));

        assertThat(batch).extracting(stored -> stored.message().seq()).containsExactly(1L, 1L, 2L, 2L);
        assertThat(log(ALICE_BOB)).extracting(StoreRules::textOf).containsExactly("1", "2");
        assertThat(log(ALICE_CAROL)).extracting(StoreRules::textOf).containsExactly("1", "2");
    }

    @Test
    @DisplayName("the stored message is the draft at its seq")
    void storedMessageIsTheDraftAtItsSeq() {
        Append append = drafts.direct(ALICE, BOB, "hi").build();

        Stored stored = stored(append(List.of(append)).get(0));

        assertThat(stored.message()).isEqualTo(append.draft().at(1));
        assertThat(log(ALICE_BOB)).containsExactly(append.draft().at(1));
    }

    @Test
    @DisplayName("inbox positions come in the order of the inboxes, from 1 without gaps")
    void inboxPositionsAreInTheOrderOfTheInboxes() {
        store(drafts.direct(ALICE, CAROL, "moves alice's inbox on"));

        Stored forth = store(drafts.direct(ALICE, BOB, "x").to(ALICE, BOB));
        Stored back = store(drafts.direct(ALICE, BOB, "y").to(BOB, ALICE));

        assertThat(forth.inboxSeqs()).containsExactly(2, 1);
        assertThat(back.inboxSeqs()).containsExactly(2, 3);
        assertThat(positions(inbox(ALICE))).containsExactly(1L, 2L, 3L);
        assertThat(positions(inbox(BOB))).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("one inbox that gets several messages of a batch gets them in its order")
    void inboxFollowsTheOrderOfTheBatch() {
        List<Stored> batch =
                store(drafts.direct(BOB, ALICE, "1"), drafts.direct(CAROL, ALICE, "2"), drafts.direct(BOB, ALICE, "3"));

        assertThat(batch.get(0).inboxSeqs()).containsExactly(1, 1);
        assertThat(batch.get(1).inboxSeqs()).containsExactly(1, 2);
        assertThat(batch.get(2).inboxSeqs()).containsExactly(2, 3);
    }

    @Test
    @DisplayName("a user who writes to itself has one inbox row")
    void selfConversationHasOneInboxRow() {
        Stored stored = store(drafts.direct(ALICE, ALICE, "note"));

        assertThat(stored.message().seq()).isEqualTo(1);
        assertThat(stored.inboxSeqs()).containsExactly(1);
        assertThat(inbox(ALICE)).hasSize(1);
    }

    @Test
    @DisplayName("read diffusion takes a seq and no inbox position")
    void readDiffusionTakesNoInboxPosition() {
        GroupLog group = group("hall", Diffusion.READ, ALICE, BOB);

        Stored stored = store(group.said(BOB, "x"));

        assertThat(stored.message().seq()).isEqualTo(2);
        assertThat(stored.inboxSeqs()).isEmpty();
        assertThat(inbox(ALICE)).isEmpty();
        assertThat(inbox(BOB)).isEmpty();
    }

    @Test
    @DisplayName("an empty batch is stored as nothing")
    void emptyBatchIsNothing() {
        assertThat(append(List.of())).isEmpty();
    }

    @Test
    @DisplayName("a batch of 3,000 entries in 300 conversations is stored as one")
    void batchOfThousandsIsStored() {
        List<Append> batch = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            batch.add(drafts.direct(ALICE, new UserId("peer-" + i % 300), "text " + i)
                    .build());
        }
        List<Long> inboxSeqs = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        append(batch).forEach(result -> {
            seqs.add(stored(result).message().seq());
            inboxSeqs.add(stored(result).inboxSeqs()[0]);
        });

        assertThat(inboxSeqs).isEqualTo(upTo(3_000));
        assertThat(seqs)
                .isEqualTo(IntStream.range(0, 3_000).mapToObj(i -> i / 300 + 1L).toList());
        ConversationId one = ConversationId.direct(ALICE, new UserId("peer-123"));
        assertThat(log(one))
                .hasSize(10)
                .last()
                .satisfies(last -> assertThat(textOf(last)).isEqualTo("text 2823"));
    }

    @Test
    @DisplayName("one entry reaches 1,000 inboxes")
    void oneEntryReachesThousandInboxes() {
        UserId[] others =
                IntStream.range(0, 999).mapToObj(i -> new UserId("m" + i)).toArray(UserId[]::new);
        GroupLog group = group("big", Diffusion.WRITE, ALICE, others);

        Stored stored = store(group.said(ALICE, "all of you"));

        List<Long> positions = new ArrayList<>();
        for (long position : stored.inboxSeqs()) {
            positions.add(position);
        }
        assertThat(positions).isEqualTo(Collections.nCopies(1_000, 2L));
        assertThat(await(stores().inboxes().heads(List.of(others))).values()).containsOnly(2L);
    }
}
