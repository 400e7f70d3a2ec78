package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.spi.Effect;
import io.keel.im.spi.Roster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class RosterRules extends StoreRules {
    RosterRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a group is read as it was left, at its version")
    void groupIsReadAsItWasLeft() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        assertThat(roster(team).group()).isEqualTo(team.group());

        store(team.added(CAROL));
        store(team.removed(BOB));
        store(team.said(ALICE, "does not count"));

        assertThat(roster(team).group()).isEqualTo(team.group());
        assertThat(roster(team).group().version()).isEqualTo(3);
    }

    @Test
    @DisplayName("every property of a group comes back")
    void everyPropertyComesBack() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Group renamed = new Group(
                team.id(),
                "改名 👋",
                BOB,
                2,
                Diffusion.WRITE,
                true,
                false,
                false,
                team.group().version() + 1);

        store(team.altered(new Member(BOB, Role.OWNER, GroupLog.JOINED_AT, 1, 1))
                .effect(new Effect.Changes(renamed, List.of(), List.of(), List.of())));

        assertThat(roster(team).group()).isEqualTo(renamed);
    }

    @Test
    @DisplayName("groups that do not exist are absent, disbanded ones are there")
    void absentAndDisbandedGroups() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        store(team.disbanded());
        GroupId never = new GroupId("never");

        Map<GroupId, Roster> rosters =
                await(stores().memberships().rosters(Map.of(team.id(), Set.of(ALICE), never, Set.of(ALICE))));

        assertThat(rosters).containsOnlyKeys(team.id());
        assertThat(roster(team).group()).isEqualTo(team.group());
        assertThat(roster(team).group().disbanded()).isTrue();
        assertThat(roster(team, ALICE).member(ALICE)).isPresent();
        assertThat(await(stores().memberships().rosters(Map.of()))).isEmpty();
    }

    @Test
    @DisplayName("under write diffusion a roster knows everyone")
    void writeDiffusionKnowsEveryone() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB, CAROL);

        Roster roster = roster(team);

        assertThat(roster.everyone()).containsExactlyInAnyOrder(ALICE, BOB, CAROL);
        assertThat(roster.member(CAROL)).contains(new Member(CAROL, Role.MEMBER, GroupLog.JOINED_AT, 1, 1));
        assertThat(roster.member(DAVE)).isEmpty();
    }

    @Test
    @DisplayName("under read diffusion a roster knows those asked for")
    void readDiffusionKnowsThoseAskedFor() {
        GroupLog hall = group("hall", Diffusion.READ, ALICE, BOB, CAROL);

        Roster roster = roster(hall, ALICE, BOB, DAVE);

        assertThat(roster.everyone()).isEmpty();
        assertThat(roster.member(ALICE)).contains(new Member(ALICE, Role.OWNER, GroupLog.JOINED_AT, 1, 1));
        assertThat(roster.member(BOB)).contains(new Member(BOB, Role.MEMBER, GroupLog.JOINED_AT, 1, 1));
        assertThat(roster.member(DAVE)).isEmpty();
        assertThat(roster.group().size()).isEqualTo(3);
    }

    @Test
    @DisplayName("a member joins at the seq of its event and sees from there on")
    void memberJoinsAtTheSeqOfItsEvent() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE);
        store(team.said(ALICE, "1"), team.said(ALICE, "2"));

        store(team.added(BOB));

        assertThat(roster(team).member(BOB)).contains(new Member(BOB, Role.MEMBER, GroupLog.JOINED_AT, 4, 4));
        assertThat(roster(team).member(ALICE)).contains(new Member(ALICE, Role.OWNER, GroupLog.JOINED_AT, 1, 1));
    }

    @Test
    @DisplayName("a member of a group that shares its history sees from the start")
    void sharedHistoryIsVisibleFromTheStart() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE);
        store(team.said(ALICE, "1"));

        store(team.addedWithHistory(BOB));

        assertThat(roster(team).member(BOB)).contains(new Member(BOB, Role.MEMBER, GroupLog.JOINED_AT, 3, 1));
    }

    @Test
    @DisplayName("another role leaves the join as it was")
    void otherRoleLeavesTheJoin() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        Member bob = roster(team).member(BOB).orElseThrow();

        store(team.altered(bob.withRole(Role.ADMIN)));

        assertThat(roster(team).member(BOB)).contains(bob.withRole(Role.ADMIN));
        assertThat(roster(team).everyone()).containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Test
    @DisplayName("who is gone is no member, and who comes back joins anew")
    void whoComesBackJoinsAnew() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        store(team.removed(BOB));
        assertThat(roster(team).member(BOB)).isEmpty();
        assertThat(roster(team).everyone()).containsExactly(ALICE);

        store(team.added(BOB));

        assertThat(roster(team).member(BOB)).contains(new Member(BOB, Role.MEMBER, GroupLog.JOINED_AT, 3, 3));
    }

    @Test
    @DisplayName("a group that has turned is read-diffused for those who ask next")
    void turnedGroupIsReadDiffused() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        long before = team.group().version();

        store(team.saidAndTurned(BOB, "turns"));

        Roster roster = roster(team, BOB);
        assertThat(roster.group().diffusion()).isEqualTo(Diffusion.READ);
        assertThat(roster.group().version()).isEqualTo(before + 1);
        assertThat(roster.member(BOB)).isPresent();
        assertThat(roster.everyone()).isEmpty();
    }

    @Test
    @DisplayName("several groups are read at once, G and g apart")
    void severalGroupsAtOnce() {
        GroupLog small = group("g", Diffusion.WRITE, ALICE, BOB);
        GroupLog big = group("G", Diffusion.WRITE, CAROL, new UserId("Bob"));

        Map<GroupId, Roster> rosters =
                await(stores().memberships().rosters(Map.of(small.id(), Set.of(BOB), big.id(), Set.of(BOB))));

        assertThat(rosters).containsOnlyKeys(small.id(), big.id());
        assertThat(of(rosters, small).member(BOB)).isPresent();
        assertThat(of(rosters, big).member(BOB)).isEmpty();
        assertThat(of(rosters, big).group().owner()).isEqualTo(CAROL);
    }

    private Roster roster(GroupLog log, UserId... asked) {
        Map<GroupId, Roster> rosters = await(stores().memberships().rosters(Map.of(log.id(), Set.of(asked))));
        return of(rosters, log);
    }

    private static Roster of(Map<GroupId, Roster> rosters, GroupLog log) {
        return Optional.ofNullable(rosters.get(log.id()))
                .orElseThrow(() -> new AssertionError("no roster of " + log.id() + " in " + rosters.keySet()));
    }
}
