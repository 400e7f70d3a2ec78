package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.HistoryPage;
import io.keel.im.protocol.v1.Message;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest extends ChatTest {
    @Test
    void newestPageByDefaultIsFifty() {
        ScriptedClient alice = alice();
        say(alice, 60);

        HistoryPage page = alice.history(ALICE_BOB);

        assertThat(seqs(page.getMessagesList())).isEqualTo(range(11, 60));
        assertThat(page.getHasMore()).isTrue();
    }

    @Test
    void bothBoundsAreExclusiveAndPagesAscend() {
        ScriptedClient alice = alice();
        say(alice, 10);

        HistoryPage after = alice.history(page(ALICE_BOB, 3).setAfter(2));
        HistoryPage before = alice.history(page(ALICE_BOB, 3).setBefore(9));

        assertThat(seqs(after.getMessagesList())).containsExactly(3L, 4L, 5L);
        assertThat(after.getHasMore()).isTrue();
        assertThat(seqs(before.getMessagesList())).containsExactly(6L, 7L, 8L);
        assertThat(before.getHasMore()).isTrue();
    }

    @Test
    void hasMoreIsInTheDirectionOfReading() {
        ScriptedClient alice = alice();
        say(alice, 10);

        assertThat(alice.history(page(ALICE_BOB, 3).setAfter(7)).getHasMore()).isFalse();
        assertThat(alice.history(page(ALICE_BOB, 3).setAfter(6)).getHasMore()).isTrue();
        assertThat(alice.history(page(ALICE_BOB, 3).setBefore(4)).getHasMore()).isFalse();
        assertThat(alice.history(page(ALICE_BOB, 3).setBefore(5)).getHasMore()).isTrue();
        assertThat(alice.history(page(ALICE_BOB, 10)).getHasMore()).isFalse();
        assertThat(alice.history(page(ALICE_BOB, 9)).getHasMore()).isTrue();
    }

    @Test
    void afterZeroIsTheStart() {
        ScriptedClient alice = alice();
        say(alice, 5);

        assertThat(seqs(alice.history(page(ALICE_BOB, 2).setAfter(0)).getMessagesList()))
                .containsExactly(1L, 2L);
        assertThat(alice.history(page(ALICE_BOB, 2).setBefore(1)).getMessagesList())
                .isEmpty();
        assertThat(alice.history(page(ALICE_BOB, 2).setBefore(1)).getHasMore()).isFalse();
        assertThat(alice.history(page(ALICE_BOB, 2).setAfter(5)).getMessagesList())
                .isEmpty();
        assertThat(alice.history(page(ALICE_BOB, 2).setAfter(500)).getMessagesList())
                .isEmpty();
    }

    @Test
    void directConversationExistsForItsTwoUsersFromTheStart() {
        ScriptedClient alice = alice();

        assertThat(alice.history(ALICE_BOB)).isEqualTo(HistoryPage.getDefaultInstance());
        assertThat(refusal(() -> client("carol").history(ALICE_BOB))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void malformedQueriesAreRefused() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.history(page(ALICE_BOB, 1).setAfter(1).setBefore(2))))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history(page(ALICE_BOB, -1)))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history(page(ALICE_BOB, 201)))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history(page(ALICE_BOB, 1).setAfter(-1))))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history(page(ALICE_BOB, 1).setBefore(-1))))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history("d:bob:alice"))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history("x:bob"))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history("d:bob"))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history(""))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.history(page(ALICE_BOB, 200)))).isNull();
    }

    @Test
    void pageIsCutAtOneMebibyteAndHasMore() {
        ScriptedClient alice = alice();
        String big = "x".repeat(50_000);
        for (int i = 0; i < 40; i++) {
            alice.send("bob", big);
        }
        ScriptedClient bob = bob();

        List<Message> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            HistoryPage page = bob.history(page(ALICE_BOB, 200).setAfter(all.size()));
            assertThat(page.getMessagesList()).isNotEmpty();
            assertThat(page.getSerializedSize()).isLessThanOrEqualTo(1 << 20);
            all.addAll(page.getMessagesList());
            more = page.getHasMore();
        }
        assertThat(seqs(all)).isEqualTo(range(1, 40));
        HistoryPage newest = bob.history(page(ALICE_BOB, 200));
        assertThat(newest.getHasMore()).isTrue();
        assertThat(newest.getMessages(newest.getMessagesCount() - 1).getSeq()).isEqualTo(40);
    }

    @Test
    void removedMessagesAreLeftOutAndPagesWithMoreAreNeverEmpty() {
        ScriptedClient alice = alice();
        say(alice, 30);
        for (long seq = 5; seq <= 25; seq++) {
            alice.remove(ALICE_BOB, seq);
        }

        HistoryPage page = alice.history(page(ALICE_BOB, 4).setAfter(4));
        assertThat(page.getMessagesList()).isNotEmpty();
        List<Long> seen = new ArrayList<>();
        for (HistoryPage next = alice.history(page(ALICE_BOB, 4).setAfter(0)); ; ) {
            assertThat(next.getMessagesCount() > 0 || !next.getHasMore()).isTrue();
            seen.addAll(seqs(next.getMessagesList()));
            if (!next.getHasMore()) {
                break;
            }
            next = alice.history(page(ALICE_BOB, 4).setAfter(seen.get(seen.size() - 1)));
        }
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 26L, 27L, 28L, 29L, 30L);
        List<Long> backward = new ArrayList<>();
        History.Builder query = page(ALICE_BOB, 4);
        for (HistoryPage next = alice.history(query); ; next = alice.history(query)) {
            assertThat(next.getMessagesCount() > 0 || !next.getHasMore()).isTrue();
            backward.addAll(0, seqs(next.getMessagesList()));
            if (!next.getHasMore()) {
                break;
            }
            query.setBefore(backward.get(0));
        }
        assertThat(backward).isEqualTo(seen);
    }

    private static void say(ScriptedClient who, int count) {
        for (int i = 1; i <= count; i++) {
            who.send("bob", "text " + i);
        }
    }
}
