package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.CommandKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A command that comes again under its own id: the bus handed it over once more. */
abstract class RedeliveryRules extends StoreRules {
    RedeliveryRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a message delivered again stores nothing and tells where it stands, in the log and in every inbox")
    void redeliveredMessageTellsWhereItStands() {
        chat(BOB, ALICE, 2);
        store(drafts.direct(CAROL, BOB, "moves bob's inbox on"));
        Draft draft = drafts.direct(ALICE, BOB, "once");
        Stored first = store(draft);
        chat(BOB, ALICE, 2);

        Redelivered again = redelivered(draft);

        assertThat(again.message()).isEqualTo(first.message());
        assertThat(positions(again)).isEqualTo(Map.of(ALICE, 3L, BOB, 4L));
        assertThat(again.group()).isNull();
        assertThat(log(ALICE_BOB)).hasSize(5);
        assertThat(inbox(BOB)).hasSize(6);
    }

    @Test
    @DisplayName("what a user writes to itself stands in one inbox")
    void redeliveredNoteStandsInOneInbox() {
        Draft note = drafts.direct(ALICE, ALICE, "note");
        store(note);

        assertThat(positions(redelivered(note))).isEqualTo(Map.of(ALICE, 1L));
    }

    @Test
    @DisplayName("the same command twice in one batch is stored once")
    void commandTwiceInOneBatchIsStoredOnce() {
        Draft draft = drafts.direct(ALICE, BOB, "once");

        List<AppendResult> results = append(draft, drafts.direct(ALICE, BOB, "other"), draft);

        Stored first = stored(results.get(0));
        assertThat(stored(results.get(1)).message().seq()).isEqualTo(2);
        Redelivered again = redelivered(results.get(2));
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(positions(again)).isEqualTo(Map.of(ALICE, 1L, BOB, 1L));
        assertThat(log(ALICE_BOB)).hasSize(2);
    }

    @Test
    @DisplayName("a command from many threads at once is stored once")
    void commandFromManyThreadsIsStoredOnce() {
        Draft draft = drafts.direct(ALICE, BOB, "once");
        List<Callable<AppendResult>> racers =
                Collections.nCopies(8, () -> append(draft).get(0));

        List<AppendResult> results = together(racers);

        assertThat(results).filteredOn(Stored.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Redelivered.class::isInstance).hasSize(7).allSatisfy(result -> {
            assertThat(redelivered(result).message()).isEqualTo(log(ALICE_BOB).get(0));
            assertThat(positions(redelivered(result))).isEqualTo(Map.of(ALICE, 1L, BOB, 1L));
        });
        assertThat(log(ALICE_BOB)).hasSize(1);
    }

    @Test
    @DisplayName("a group's message is told to those who were members then, whoever is one now")
    void redeliveredMessageTellsTheInboxesOfThen() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB, CAROL);
        Draft said = team.said(BOB, "while we were three");
        store(said);
        store(drafts.direct(DAVE, CAROL, "moves carol's inbox on"));
        store(team.removed(BOB));
        store(team.added(DAVE));

        Redelivered again = redelivered(said);

        assertThat(positions(again)).isEqualTo(Map.of(ALICE, 2L, BOB, 2L, CAROL, 2L));
        assertThat(again.group()).isNull();
        assertThat(log(team.conversation())).hasSize(4);
    }

    @Test
    @DisplayName("a message of a read-diffused group is told to no inbox")
    void redeliveredMessageOfARoomStandsInNoInbox() {
        GroupLog hall = new GroupLog(drafts, "hall", Diffusion.READ, ALICE, BOB);
        Draft created = hall.created();
        Group atFirst = hall.group();
        Draft said = hall.said(BOB, "in the hall");
        store(created, said);

        assertThat(positions(redelivered(said))).isEmpty();
        assertThat(redelivered(said).message().seq()).isEqualTo(2);
        assertThat(positions(redelivered(created))).isEmpty();
        assertThat(redelivered(created).group()).isEqualTo(atFirst);
    }

    @Test
    @DisplayName("a change of a group delivered again changes nothing and tells the group as it left it")
    void redeliveredChangeTellsTheGroupAsItLeftIt() {
        GroupLog team = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE, BOB);
        Map<Draft, Group> left = new HashMap<>();
        List<Draft> changes = new ArrayList<>();
        for (Supplier<Draft> change : List.<Supplier<Draft>>of(
                team::created, () -> team.added(CAROL, DAVE), () -> team.removed(BOB, CAROL), team::disbanded)) {
            Draft draft = change.get();
            store(draft);
            changes.add(draft);
            left.put(draft, team.group());
        }

        for (Draft change : changes) {
            assertThat(redelivered(change).group()).isEqualTo(left.get(change));
        }
        assertThat(positions(redelivered(changes.get(1))).keySet()).containsExactlyInAnyOrder(ALICE, BOB, CAROL, DAVE);
        assertThat(positions(redelivered(changes.get(2)))).isEqualTo(Map.of(ALICE, 3L, BOB, 3L, CAROL, 2L, DAVE, 2L));
        assertThat(positions(redelivered(changes.get(3)))).isEqualTo(Map.of(ALICE, 4L, DAVE, 3L));
        assertThat(log(team.conversation())).hasSize(4);
        assertThat(await(stores().memberships().members(team.id(), "", 10)))
                .extracting(member -> member.user().value())
                .containsExactly("alice", "dave");
    }

    @Test
    @DisplayName("the message by which a group turned tells the group as it left it, and every inbox")
    void redeliveredTurnTellsTheGroupAsItLeftIt() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Draft turning = team.saidAndTurned(BOB, "turns");
        Group turned = team.group();
        store(turning);
        store(team.added(CAROL), team.said(CAROL, "in the room"));

        Redelivered again = redelivered(turning);

        assertThat(again.group()).isEqualTo(turned);
        assertThat(positions(again)).isEqualTo(Map.of(ALICE, 2L, BOB, 2L));
    }

    @Test
    @DisplayName("a redelivery is told before staleness")
    void redeliveryIsToldBeforeStaleness() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Draft said = team.said(BOB, "before");
        Draft removed = team.removed(BOB);
        store(said, removed);
        store(team.added(DAVE));

        assertThat(redelivered(said).message().seq()).isEqualTo(2);
        assertThat(redelivered(said.judgedBy(team.group().version())).message().seq())
                .isEqualTo(2);
        assertThat(redelivered(removed).message().seq()).isEqualTo(3);
    }

    @Test
    @DisplayName("a message that was recalled since is told blank, and its recall as it was")
    void recalledMessageIsToldBlank() {
        Draft said = drafts.direct(ALICE, BOB, "oops");
        Stored first = store(said);
        Draft recall = drafts.recall(ALICE, BOB, 1);
        Stored recalled = store(recall);

        assertThat(redelivered(said).message()).isEqualTo(first.message().blank());
        assertThat(positions(redelivered(said))).isEqualTo(Map.of(ALICE, 1L, BOB, 1L));
        assertThat(redelivered(recall).message()).isEqualTo(recalled.message());
        assertThat(positions(redelivered(recall))).isEqualTo(Map.of(ALICE, 2L, BOB, 2L));
        assertThat(log(ALICE_BOB)).hasSize(2);
    }

    @Test
    @DisplayName("a message that a user has removed since is told with its position")
    void removedMessageKeepsItsPosition() {
        Draft said = drafts.direct(ALICE, BOB, "gone for bob");
        store(said);
        await(stores().inboxes().remove(BOB, ALICE_BOB, List.of(1L)));

        assertThat(positions(redelivered(said))).isEqualTo(Map.of(ALICE, 1L, BOB, 1L));
    }

    @Test
    @DisplayName("commands of every kind are found by their ids, and what was never stored is absent")
    void commandsAreFoundByTheirIds() {
        GroupLog team = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE, BOB);
        Draft created = team.created();
        Draft said = team.said(BOB, "1");
        Draft recall = team.recall(BOB, 2);
        Draft removed = team.removed(BOB);
        store(created, said, recall, removed);
        Draft resent = said.resent(drafts.nextId());
        Draft never = team.said(ALICE, "never");
        Draft neverChanged = team.added(CAROL);
        List<CommandKey> keys = new ArrayList<>();
        for (Draft draft : List.of(created, said, recall, removed, resent, never, neverChanged)) {
            keys.add(draft.key());
        }

        Map<CommandKey, Known> found = await(stores().conversations().repeats(keys));

        assertThat(found).containsOnlyKeys(keys.subList(0, 5));
        for (Draft draft : List.of(created, said, recall, removed)) {
            Redelivered appended = redelivered(draft);
            assertThat(found.get(draft.key())).isInstanceOfSatisfying(Redelivered.class, asked -> {
                assertThat(asked.message()).isEqualTo(appended.message());
                assertThat(asked.group()).isEqualTo(appended.group());
                assertThat(positions(asked)).isEqualTo(positions(appended));
            });
        }
        assertThat(found.get(resent.key())).isInstanceOf(Repeated.class);
    }

    private Redelivered redelivered(Draft draft) {
        return redelivered(append(draft).get(0));
    }

    private static Redelivered redelivered(AppendResult result) {
        assertThat(result).isInstanceOf(Redelivered.class);
        return (Redelivered) result;
    }

    private static Map<UserId, Long> positions(Redelivered again) {
        assertThat(again.inboxSeqs()).hasSameSizeAs(again.inboxes());
        Map<UserId, Long> positions = new HashMap<>();
        for (int i = 0; i < again.inboxSeqs().length; i++) {
            assertThat(positions.put(again.inboxes().get(i), again.inboxSeqs()[i]))
                    .as("a second position of %s", again.inboxes().get(i))
                    .isNull();
        }
        return positions;
    }
}
