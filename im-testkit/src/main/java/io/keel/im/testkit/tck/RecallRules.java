package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.AppendResult.Unchanged;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class RecallRules extends StoreRules {
    RecallRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a recalled message is blank in the log and in every inbox, and the event takes a seq")
    void recalledMessageIsBlankEverywhere() {
        Message said = store(
                        drafts.direct(ALICE, BOB, "oops").mentions(List.of(BOB)).ext(Map.of("k", "v")))
                .message();

        Stored event = store(drafts.recall(ALICE, BOB, 1));

        assertThat(event.message().seq()).isEqualTo(2);
        assertThat(event.message().content()).isEqualTo(Event.recalled(1));
        assertThat(event.inboxSeqs()).containsExactly(2, 2);
        assertThat(log(ALICE_BOB)).containsExactly(said.blank(), event.message());
        assertThat(await(stores().conversations().find(ALICE_BOB, 1))).contains(said.blank());
        assertThat(inbox(BOB))
                .containsExactly(new InboxEntry.Holds(1, said.blank()), new InboxEntry.Holds(2, event.message()));
    }

    @Test
    @DisplayName("a second recall stores nothing")
    void secondRecallIsUnchanged() {
        store(drafts.direct(ALICE, BOB, "oops"));
        store(drafts.recall(ALICE, BOB, 1));

        assertThat(append(drafts.recall(BOB, ALICE, 1))).containsExactly(Unchanged.UNCHANGED);
        assertThat(log(ALICE_BOB)).hasSize(2);
        assertThat(inbox(ALICE)).hasSize(2);
    }

    @Test
    @DisplayName("a message may be said, recalled and recalled again in one batch")
    void recallsWithinOneBatch() {
        List<AppendResult> results = append(
                drafts.direct(ALICE, BOB, "oops"),
                drafts.recall(ALICE, BOB, 1),
                drafts.recall(ALICE, BOB, 1),
                drafts.direct(ALICE, BOB, "next"));

        assertThat(stored(results.get(1)).message().seq()).isEqualTo(2);
        assertThat(results.get(2)).isEqualTo(Unchanged.UNCHANGED);
        assertThat(stored(results.get(3)).message().seq()).isEqualTo(3);
        assertThat(log(ALICE_BOB).get(0).recalled()).isTrue();
    }

    @Test
    @DisplayName("of many recalls at once exactly one is stored")
    void exactlyOneOfManyRecallsIsStored() {
        store(drafts.direct(ALICE, BOB, "oops"));
        List<Callable<AppendResult>> racers = IntStream.range(0, 8)
                .<Callable<AppendResult>>mapToObj(i -> {
                    Draft recall = drafts.recall(ALICE, BOB, 1);
                    return () -> append(recall).get(0);
                })
                .toList();

        List<AppendResult> results = together(racers);

        assertThat(results).filteredOn(Stored.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(result -> result == Unchanged.UNCHANGED).hasSize(7);
        assertThat(log(ALICE_BOB)).hasSize(2);
    }

    @Test
    @DisplayName("a recall touches the message of its own conversation alone")
    void recallTouchesItsOwnConversation() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        store(drafts.direct(ALICE, BOB, "1"), drafts.direct(ALICE, BOB, "2"));
        store(team.said(ALICE, "kept"));

        store(drafts.recall(ALICE, BOB, 2));

        assertThat(log(team.conversation())).noneMatch(Message::recalled);
        assertThat(log(ALICE_BOB)).extracting(Message::recalled).containsExactly(false, true, false);
    }

    @Test
    @DisplayName("a message of a read-diffused group is recalled in the log alone")
    void readDiffusedMessageIsRecalled() {
        GroupLog hall = group("hall", Diffusion.READ, ALICE, BOB);
        Message said = store(hall.said(BOB, "oops")).message();

        store(hall.recall(BOB, 2));

        assertThat(log(hall.conversation()).get(1)).isEqualTo(said.blank());
        assertThat(inbox(BOB)).isEmpty();
    }
}
