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
import io.keel.im.seq.SeqWindow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LogReadingRules extends StoreRules {
    LogReadingRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a window after a seq holds the first ones after it, ascending")
    void windowAfterHoldsTheFirstOnes() {
        chat(ALICE, BOB, 10);

        assertThat(read(SeqWindow.after(0), 3)).containsExactly(1L, 2L, 3L);
        assertThat(read(SeqWindow.after(3), 3)).containsExactly(4L, 5L, 6L);
        assertThat(read(SeqWindow.after(8), 3)).containsExactly(9L, 10L);
        assertThat(read(SeqWindow.after(10), 3)).isEmpty();
        assertThat(read(SeqWindow.after(Long.MAX_VALUE), 3)).isEmpty();
    }

    @Test
    @DisplayName("a window before a seq holds the last ones before it, ascending")
    void windowBeforeHoldsTheLastOnes() {
        chat(ALICE, BOB, 10);

        assertThat(read(SeqWindow.before(11), 3)).containsExactly(8L, 9L, 10L);
        assertThat(read(SeqWindow.before(8), 3)).containsExactly(5L, 6L, 7L);
        assertThat(read(SeqWindow.before(3), 3)).containsExactly(1L, 2L);
        assertThat(read(SeqWindow.before(1), 3)).isEmpty();
        assertThat(read(SeqWindow.before(Long.MAX_VALUE), 2)).containsExactly(9L, 10L);
    }

    @Test
    @DisplayName("the newest window holds the last ones of all, ascending")
    void newestWindowHoldsTheLastOnes() {
        chat(ALICE, BOB, 10);

        assertThat(read(SeqWindow.newest(), 3)).containsExactly(8L, 9L, 10L);
        assertThat(read(SeqWindow.newest(), 10)).isEqualTo(upTo(10));
        assertThat(read(SeqWindow.newest(), 1_000)).isEqualTo(upTo(10));
    }

    @Test
    @DisplayName("pages joined are the log, in both directions")
    void pagesJoinedAreTheLog() {
        chat(ALICE, BOB, 57);

        long last = 0;
        for (int page = 0; page < 9; page++) {
            List<Long> seqs = read(SeqWindow.after(last), 7);
            assertThat(seqs).startsWith(last + 1);
            last = seqs.get(seqs.size() - 1);
        }
        assertThat(last).isEqualTo(57);
        long first = 58;
        for (int page = 0; page < 9; page++) {
            List<Long> seqs = read(SeqWindow.before(first), 7);
            assertThat(seqs).endsWith(first - 1);
            first = seqs.get(0);
        }
        assertThat(first).isEqualTo(1);
    }

    @Test
    @DisplayName("a conversation without messages reads as empty")
    void conversationWithoutMessagesIsEmpty() {
        chat(ALICE, CAROL, 1);

        assertThat(read(SeqWindow.newest(), 10)).isEmpty();
        assertThat(read(SeqWindow.after(0), 10)).isEmpty();
        assertThat(await(stores().conversations().find(ALICE_BOB, 1))).isEmpty();
        assertThat(await(stores().conversations().heads(List.of(ALICE_BOB)))).isEmpty();
    }

    @Test
    @DisplayName("heads are the newest seqs, recalls and events included")
    void headsAreTheNewestSeqs() {
        chat(ALICE, BOB, 3);
        store(drafts.recall(ALICE, BOB, 2));
        GroupLog hall = group("hall", Diffusion.READ, ALICE, BOB);
        ConversationId nothing = ConversationId.direct(BOB, CAROL);

        assertThat(await(stores().conversations().heads(List.of(ALICE_BOB, hall.conversation(), nothing))))
                .isEqualTo(Map.of(ALICE_BOB, 4L, hall.conversation(), 1L));
        assertThat(await(stores().conversations().heads(List.of()))).isEmpty();
    }

    @Test
    @DisplayName("one message is found by its seq")
    void messageIsFoundBySeq() {
        chat(ALICE, BOB, 3);
        chat(ALICE, CAROL, 1);

        assertThat(await(stores().conversations().find(ALICE_BOB, 2)))
                .hasValueSatisfying(message -> assertThat(textOf(message)).isEqualTo("text 2"));
        assertThat(await(stores().conversations().find(ALICE_BOB, 4))).isEmpty();
        assertThat(await(stores().conversations().find(ALICE_BOB, 0))).isEmpty();
        assertThat(await(stores().conversations().find(ALICE_CAROL, 2))).isEmpty();
    }

    @Test
    @DisplayName("Bob and bob are two users, G and g two groups")
    void caseMakesTwoConversations() {
        UserId bigBob = new UserId("Bob");
        chat(ALICE, BOB, 2);
        chat(ALICE, bigBob, 1);
        GroupLog small = group("g", Diffusion.WRITE, ALICE);
        GroupLog big = group("G", Diffusion.WRITE, ALICE);
        store(big.said(ALICE, "in G"));

        assertThat(log(ALICE_BOB)).hasSize(2);
        assertThat(log(ConversationId.direct(ALICE, bigBob))).hasSize(1);
        assertThat(log(small.conversation())).hasSize(1);
        assertThat(log(big.conversation())).hasSize(2);
    }

    private List<Long> read(SeqWindow window, int limit) {
        List<Message> page = await(stores().conversations().read(ALICE_BOB, window, limit));
        return seqs(page);
    }
}
