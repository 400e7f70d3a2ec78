package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.Head;
import io.keel.im.protocol.v1.Sync;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncTest extends ChatTest {
    @Test
    void syncTellsTheWholeInboxInPages() {
        ScriptedClient alice = alice();
        for (int i = 0; i < 120; i++) {
            alice.send("bob", "x");
        }
        ScriptedClient bob = bob();

        SyncPage first = bob.sync(0);
        SyncPage second = bob.sync(first.getNext());
        SyncPage third = bob.sync(second.getNext());

        assertThat(positions(first.getEntriesList())).isEqualTo(range(1, 50));
        assertThat(first.getHasMore()).isTrue();
        assertThat(first.getNext()).isEqualTo(50);
        assertThat(positions(second.getEntriesList())).isEqualTo(range(51, 100));
        assertThat(positions(third.getEntriesList())).isEqualTo(range(101, 120));
        assertThat(third.getHasMore()).isFalse();
        assertThat(third.getNext()).isEqualTo(120);
    }

    @Test
    void emptyPageTellsWhereOneIs() {
        ScriptedClient alice = alice();
        assertThat(alice.sync(0)).isEqualTo(SyncPage.getDefaultInstance());
        alice.send("bob", "1");

        assertThat(alice.sync(1).getNext()).isEqualTo(1);
        assertThat(alice.sync(1).getEntriesList()).isEmpty();
        assertThat(alice.sync(1_000_000).getNext())
                .as("past the head: the head")
                .isEqualTo(1);
        assertThat(alice.sync(1_000_000).getEntriesList()).isEmpty();
        assertThat(alice.sync(1_000_000).getHasMore()).isFalse();
    }

    @Test
    void ownMessagesAreIncluded() {
        ScriptedClient alice = alice();
        alice.send("bob", "mine");

        assertThat(alice.sync(0).getEntries(0).getMessage().getText()).isEqualTo("mine");
    }

    @Test
    void messagesComeAsTheyStandNow() {
        ScriptedClient alice = alice();
        alice.send("bob", "oops");
        alice.recall(ALICE_BOB, 1);

        SyncPage page = bob().sync(0);

        assertThat(page.getEntries(0).getMessage().getRecalled()).isTrue();
        assertThat(page.getEntries(0).getMessage().getText()).isEmpty();
        assertThat(page.getEntries(1).getMessage().getEvent().getKind()).isEqualTo(EventKind.RECALLED);
        assertThat(page.getEntries(1).getMessage().getEvent().getSeq()).isEqualTo(1);
    }

    @Test
    void removedMessageLeavesItsPositionAndTheRemovalHasOne() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        alice.send("bob", "2");
        alice.remove(ALICE_BOB, 1L);

        SyncPage page = alice.sync(0);

        assertThat(positions(page.getEntriesList())).containsExactly(1L, 2L, 3L);
        assertThat(page.getEntries(0).getContentCase()).isEqualTo(SyncEntry.ContentCase.CONTENT_NOT_SET);
        assertThat(page.getEntries(2).getRemoved().getConversation()).isEqualTo(ALICE_BOB);
        assertThat(page.getEntries(2).getRemoved().getSeqsList()).containsExactly(1L);
    }

    @Test
    void headsStandOnTheLastPageAlone() {
        ScriptedClient alice = alice();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        alice.createGroup(group("big", Diffusion.READ, "bob"));
        alice.createGroup(group("small", Diffusion.WRITE, "bob"));
        alice.send("g:hall", "1");
        alice.send("bob", "1");
        alice.send("bob", "2");

        SyncPage first = alice.sync(Sync.newBuilder().setAfter(0).setLimit(2));
        SyncPage last = alice.sync(Sync.newBuilder().setAfter(2).setLimit(2));

        assertThat(first.getHasMore()).isTrue();
        assertThat(first.getHeadsList()).isEmpty();
        assertThat(last.getHasMore()).isFalse();
        assertThat(last.getHeadsList())
                .containsExactlyInAnyOrder(
                        Head.newBuilder().setConversation("g:hall").setSeq(2).build(),
                        Head.newBuilder().setConversation("g:big").setSeq(1).build());
        assertThat(bob().sync(3).getHeadsList()).hasSize(2);
        assertThat(client("carol").sync(0).getHeadsList()).isEmpty();
    }

    @Test
    void groupOneHasLeftIsGoneFromTheHeads() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        bob.leaveGroup("hall");

        assertThat(bob.sync(0).getHeadsList()).isEmpty();
        assertThat(alice.sync(0).getHeadsList())
                .extracting(Head::getConversation)
                .containsExactly("g:hall");
    }

    @Test
    void newDeviceSeesTheWholeInbox() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        bob().send("alice", "2");

        ScriptedClient tablet = chat().client("alice", "tablet");

        assertThat(tablet.welcome().getInboxSeq()).isEqualTo(2);
        assertThat(tablet.sync(0).getEntriesList())
                .extracting(entry -> entry.getMessage().getText())
                .containsExactly("1", "2");
        assertThat(tablet.history(ALICE_BOB).getMessagesCount()).isEqualTo(2);
    }

    @Test
    void malformedQueriesAreRefused() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.sync(-1))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.sync(Sync.newBuilder().setLimit(201)))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.sync(Sync.newBuilder().setLimit(-1)))).isEqualTo(INVALID_ARGUMENT);
    }

    @Test
    void pageIsCutAtOneMebibyte() {
        ScriptedClient alice = alice();
        String big = "汉".repeat(20_000);
        for (int i = 0; i < 30; i++) {
            alice.send("bob", big);
        }
        List<Long> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            SyncPage page = alice.sync(Sync.newBuilder().setAfter(all.size()).setLimit(200));
            assertThat(page.getSerializedSize()).isLessThanOrEqualTo(1 << 20);
            assertThat(page.getEntriesList()).isNotEmpty();
            assertThat(page.getHasMore() ? page.getHeadsCount() : 0).isZero();
            all.addAll(positions(page.getEntriesList()));
            more = page.getHasMore();
        }
        assertThat(all).isEqualTo(range(1, 30));
    }

    @Test
    void pongTellsTheHeadOfTheInbox() {
        ScriptedClient alice = alice();
        assertThat(alice.ping()).isZero();
        bob().send("alice", "1");

        assertThat(alice.ping()).isEqualTo(1);
        alice.remove(ALICE_BOB, 1L);
        assertThat(alice.ping()).isEqualTo(2);
    }
}
