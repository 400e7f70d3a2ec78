package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.group.Diffusion;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class UnreadRules extends UserConversationRules {
    UnreadRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("texts after the read position are unread, and reading part of them leaves the rest")
    void textsAfterThePositionAreUnread() {
        chat(ALICE, BOB, 5);
        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(5);
        assertThat(item(ALICE, ALICE_BOB).unread()).isZero();

        advance(BOB, ALICE_BOB, 2);
        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(3);
        advance(BOB, ALICE_BOB, 5);
        assertThat(item(BOB, ALICE_BOB).unread()).isZero();
    }

    @Test
    @DisplayName("an answer reads everything before it")
    void answerReadsWhatCameBefore() {
        chat(ALICE, BOB, 3);
        chat(BOB, ALICE, 1);

        assertThat(item(BOB, ALICE_BOB).unread()).isZero();
        assertThat(item(ALICE, ALICE_BOB).unread()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Diffusion.class)
    @DisplayName("events never count")
    void eventsNeverCount(Diffusion diffusion) {
        GroupLog team = group("team", diffusion, ALICE, BOB);
        store(team.added(CAROL));
        assertThat(item(BOB, team.conversation()).unread()).isZero();

        store(team.said(ALICE, "1"));
        store(team.removed(CAROL));
        store(team.said(ALICE, "2"));
        store(team.recall(ALICE, 3));

        assertThat(item(BOB, team.conversation()).unread()).isEqualTo(2);
        advance(BOB, team.conversation(), 4);
        assertThat(item(BOB, team.conversation()).unread()).isEqualTo(1);
    }

    @Test
    @DisplayName("what was recalled or removed counts until it is read")
    void recalledAndRemovedCountUntilRead() {
        chat(ALICE, BOB, 3);
        store(drafts.recall(ALICE, BOB, 2));
        await(stores().inboxes().remove(BOB, ALICE_BOB, List.of(3L)));

        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(3);
        advance(BOB, ALICE_BOB, 2);
        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Diffusion.class)
    @DisplayName("what was said before the join does not count, not even where history is shared")
    void whatWasSaidBeforeTheJoinDoesNotCount(Diffusion diffusion) {
        GroupLog team = group("team", diffusion, ALICE);
        store(team.said(ALICE, "1"), team.said(ALICE, "2"));
        store(team.added(BOB));
        store(team.addedWithHistory(CAROL));
        store(team.said(ALICE, "3"));

        assertThat(item(BOB, team.conversation()).unread()).isEqualTo(1);
        assertThat(item(CAROL, team.conversation()).unread()).isEqualTo(1);
        assertThat(item(CAROL, team.conversation()).visibleFrom()).isEqualTo(1);
    }

    @Test
    @DisplayName("who comes back counts from the new join on")
    void whoComesBackCountsFromTheNewJoin() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        store(team.said(ALICE, "read by bob"));
        advance(BOB, team.conversation(), 2);
        store(team.removed(BOB));
        store(team.said(ALICE, "while away"), team.said(ALICE, "still away"));
        store(team.added(BOB));
        assertThat(item(BOB, team.conversation()).unread()).isZero();

        store(team.said(ALICE, "back again"));

        assertThat(item(BOB, team.conversation()).unread()).isEqualTo(1);
    }

    @Test
    @DisplayName("a turn to read diffusion counts on")
    void turnCountsOn() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        store(team.said(ALICE, "1"));
        store(team.saidAndTurned(ALICE, "2"));
        store(team.said(ALICE, "3"));

        assertThat(item(BOB, team.conversation()).unread()).isEqualTo(3);
        advance(BOB, team.conversation(), 3);
        assertThat(item(BOB, team.conversation()).unread()).isEqualTo(1);
    }

    @Test
    @DisplayName("repeated commands and repeated reads do not drift")
    void repeatsDoNotDrift() {
        Draft said = drafts.direct(ALICE, BOB, "1");
        store(said);
        append(said);
        append(said, said);
        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(1);

        advance(BOB, ALICE_BOB, 1);
        advance(BOB, ALICE_BOB, 1);
        append(said);
        assertThat(item(BOB, ALICE_BOB).unread()).isZero();
        store(drafts.direct(ALICE, BOB, "2"));
        assertThat(item(BOB, ALICE_BOB).unread()).isEqualTo(1);
    }

    @Test
    @DisplayName("after any mix of texts, events, recalls and reads it is what a scan would count")
    void unreadIsWhatAScanWouldCount() {
        Random random = new Random(20_261_123);
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        long head = 1;
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(6)) {
                case 0 -> head = store(team.said(BOB, "b")).message().seq();
                case 1 -> head = store(team.removed()).message().seq();
                case 2 -> advance(BOB, team.conversation(), 1 + random.nextInt((int) head));
                default -> head = store(team.said(ALICE, "a")).message().seq();
            }
            long readSeq = item(BOB, team.conversation()).readSeq();
            long scanned = log(team.conversation()).stream()
                    .filter(message -> message.seq() > readSeq && !message.isEvent())
                    .count();
            assertThat(item(BOB, team.conversation()).unread())
                    .as("unread after step %d, read up to %d of %d", step, readSeq, head)
                    .isEqualTo((int) scanned);
        }
    }
}
