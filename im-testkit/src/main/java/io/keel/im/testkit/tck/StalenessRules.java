package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.group.Diffusion;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Stale;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class StalenessRules extends StoreRules {
    StalenessRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a message judged by an older membership is stale and leaves no trace")
    void messageJudgedByOlderMembershipIsStale() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Draft late = team.said(BOB, "am I still in?");
        store(team.removed(BOB));

        assertThat(append(late)).containsExactly(Stale.STALE);
        assertThat(log(team.conversation())).hasSize(2);
        assertThat(inbox(ALICE)).hasSize(2);
    }

    @Test
    @DisplayName("a stale message judged anew is stored")
    void staleMessageJudgedAnewIsStored() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Draft late = team.said(BOB, "hello");
        store(team.added(CAROL));
        assertThat(append(late)).containsExactly(Stale.STALE);

        assertThat(store(late.judgedBy(team.group().version()).to(ALICE, BOB, CAROL))
                        .message()
                        .seq())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("of two changes judged by one version the second is stale")
    void secondChangeOfOneVersionIsStale() {
        GroupLog one = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE);
        GroupLog other = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE);
        store(one.created());
        other.created();

        store(one.added(BOB));

        assertThat(append(other.added(CAROL))).containsExactly(Stale.STALE);
        assertThat(await(stores().memberships().members(one.id(), "", 10)))
                .extracting(member -> member.user().value())
                .containsExactly("alice", "bob");
    }

    @Test
    @DisplayName("a group id that is taken makes a second creation stale, also after disbanding")
    void takenGroupIdMakesCreationStale() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE);

        assertThat(append(new GroupLog(drafts, "team", Diffusion.WRITE, BOB).created()))
                .containsExactly(Stale.STALE);
        store(team.disbanded());
        assertThat(append(new GroupLog(drafts, "team", Diffusion.WRITE, BOB).created()))
                .containsExactly(Stale.STALE);
        assertThat(log(team.conversation())).hasSize(2);
    }

    @Test
    @DisplayName("within a batch each entry is judged against what the ones before it left")
    void batchIsFencedEntryByEntry() {
        GroupLog team = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE, BOB);
        Draft created = team.created();
        Draft stale = team.said(BOB, "by the first version");
        Draft added = team.added(CAROL);
        Draft fresh = team.said(CAROL, "by the second version");

        List<AppendResult> results = append(created, added, stale, fresh);

        assertThat(stored(results.get(0)).message().seq()).isEqualTo(1);
        assertThat(stored(results.get(1)).message().seq()).isEqualTo(2);
        assertThat(results.get(2)).isEqualTo(Stale.STALE);
        assertThat(stored(results.get(3)).message().seq()).isEqualTo(3);
    }

    @Test
    @DisplayName("a stale entry does not keep its batch from being stored")
    void staleEntryDoesNotHoldUpItsBatch() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Draft late = team.said(BOB, "late");
        store(team.added(DAVE));

        List<AppendResult> results = append(drafts.direct(ALICE, BOB, "1"), late, drafts.direct(ALICE, BOB, "2"));

        assertThat(results.get(1)).isEqualTo(Stale.STALE);
        assertThat(stored(results.get(2)).message().seq()).isEqualTo(2);
        assertThat(log(ALICE_BOB)).extracting(StoreRules::textOf).containsExactly("1", "2");
        assertThat(inbox(BOB)).hasSize(4);
    }

    @Test
    @DisplayName("messages and recalls leave the version as it is; a turn to read diffusion does not")
    void onlyChangesMoveTheVersion() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Draft judgedBefore = team.said(BOB, "judged before the turn");
        store(team.said(ALICE, "1"));
        store(team.recall(ALICE, 2));
        store(team.said(ALICE, "2"));
        store(team.saidAndTurned(ALICE, "turns"));

        assertThat(append(judgedBefore)).containsExactly(Stale.STALE);
        assertThat(store(team.said(BOB, "after")).inboxSeqs()).isEmpty();
    }

    @Test
    @DisplayName("of many changes at once, judged by one version, exactly one is stored")
    void exactlyOneOfManyChangesWins() {
        store(new GroupLog(drafts, "team", Diffusion.WRITE, ALICE).created());
        List<Callable<AppendResult>> racers = IntStream.range(0, 8)
                .<Callable<AppendResult>>mapToObj(i -> {
                    GroupLog team = new GroupLog(drafts, "team", Diffusion.WRITE, ALICE);
                    team.created();
                    Draft change = team.added(new io.keel.im.UserId("racer-" + i));
                    return () -> append(change).get(0);
                })
                .toList();

        List<AppendResult> results = together(racers);

        assertThat(results).filteredOn(AppendResult.Stored.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(result -> result == Stale.STALE).hasSize(7);
        io.keel.im.group.GroupId id = new io.keel.im.group.GroupId("team");
        assertThat(await(stores().memberships().rosters(Map.of(id, Set.of()))))
                .hasEntrySatisfying(
                        id, roster -> assertThat(roster.group().size()).isEqualTo(2));
    }
}
