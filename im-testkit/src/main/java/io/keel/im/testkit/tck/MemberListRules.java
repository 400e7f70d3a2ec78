package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static io.keel.im.testkit.tck.Drafts.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.spi.MembershipStore.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class MemberListRules extends StoreRules {
    MemberListRules(StoreTck tck) {
        super(tck);
    }

    @ParameterizedTest
    @EnumSource(Diffusion.class)
    @DisplayName("members come in byte order of their names, whatever the diffusion")
    void membersComeInByteOrder(Diffusion diffusion) {
        UserId[] others = {user("bob"), user("Bob"), user("a"), user("_"), user("Z"), user("9"), user("-x"), user("a.b")
        };
        GroupLog team = group("team", diffusion, ALICE, others);

        assertThat(names(team.id(), "", 100)).containsExactly("-x", "9", "Bob", "Z", "_", "a", "a.b", "alice", "bob");
    }

    @ParameterizedTest
    @EnumSource(Diffusion.class)
    @DisplayName("pages after a name are joined to the whole list")
    void pagesAreJoinedToTheWhole(Diffusion diffusion) {
        UserId[] others = IntStream.range(0, 300).mapToObj(i -> user("m" + i)).toArray(UserId[]::new);
        GroupLog team = group("team", diffusion, ALICE, others);

        List<String> all = new ArrayList<>();
        for (List<String> page = names(team.id(), "", 70); !page.isEmpty(); ) {
            assertThat(page).hasSizeLessThanOrEqualTo(70);
            all.addAll(page);
            page = names(team.id(), all.get(all.size() - 1), 70);
        }

        assertThat(all).hasSize(301).isSorted().doesNotHaveDuplicates();
        assertThat(names(team.id(), "m5", 2)).containsExactly("m50", "m51");
        assertThat(names(team.id(), "between", 1)).containsExactly("m0");
    }

    @Test
    @DisplayName("who is gone is not listed, and roles are as they are now")
    void listFollowsTheChanges() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB, CAROL);
        store(team.removed(BOB));
        store(team.added(DAVE));
        store(team.altered(new Member(CAROL, Role.ADMIN, GroupLog.JOINED_AT, 1, 1)));

        assertThat(await(stores().memberships().members(team.id(), "", 10)))
                .containsExactly(
                        new Member(ALICE, Role.OWNER, GroupLog.JOINED_AT, 1, 1),
                        new Member(CAROL, Role.ADMIN, GroupLog.JOINED_AT, 1, 1),
                        new Member(DAVE, Role.MEMBER, GroupLog.JOINED_AT, 3, 3));
        assertThat(names(new GroupId("never"), "", 10)).isEmpty();
    }

    @Test
    @DisplayName("a user's groups are those it is a member of now, disbanded ones included")
    void groupsOfAreThoseOfNow() {
        GroupLog left = group("left", Diffusion.WRITE, ALICE, BOB);
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        GroupLog hall = group("hall", Diffusion.READ, BOB, ALICE);
        group("others", Diffusion.WRITE, ALICE, CAROL);
        GroupLog over = group("over", Diffusion.WRITE, ALICE, BOB);
        store(left.removed(BOB));
        store(over.disbanded());

        assertThat(await(stores().memberships().groupsOf(BOB)))
                .containsExactlyInAnyOrder(
                        new Membership(team.group(), new Member(BOB, Role.MEMBER, GroupLog.JOINED_AT, 1, 1)),
                        new Membership(over.group(), new Member(BOB, Role.MEMBER, GroupLog.JOINED_AT, 1, 1)),
                        new Membership(hall.group(), new Member(BOB, Role.OWNER, GroupLog.JOINED_AT, 1, 1)));
        assertThat(await(stores().memberships().groupsOf(DAVE))).isEmpty();
        assertThat(await(stores().memberships().groupsOf(user("Bob")))).isEmpty();
    }

    @Test
    @DisplayName("who shares a write-diffused group is told, and nobody else")
    void sharersOfWriteDiffusedGroups() {
        group("one", Diffusion.WRITE, ALICE, BOB);
        GroupLog two = group("two", Diffusion.WRITE, CAROL, ALICE);
        group("hall", Diffusion.READ, ALICE, DAVE);
        Set<UserId> asked = Set.of(BOB, CAROL, DAVE, user("Bob"));

        assertThat(sharers(ALICE, asked)).containsExactlyInAnyOrder(BOB, CAROL);
        assertThat(sharers(BOB, Set.of(ALICE, CAROL))).containsExactly(ALICE);
        assertThat(sharers(DAVE, Set.of(ALICE))).isEmpty();
        assertThat(sharers(ALICE, Set.of())).isEmpty();

        store(two.saidAndTurned(ALICE, "turns"));
        assertThat(sharers(ALICE, asked)).containsExactly(BOB);
    }

    @Test
    @DisplayName("who has left shares nothing, and who shares a disbanded group does not either")
    void whoHasLeftSharesNothing() {
        GroupLog one = group("one", Diffusion.WRITE, ALICE, BOB);
        GroupLog two = group("two", Diffusion.WRITE, ALICE, CAROL);
        store(one.removed(BOB));
        store(two.disbanded());

        assertThat(sharers(ALICE, Set.of(BOB, CAROL))).isEmpty();
        assertThat(sharers(BOB, Set.of(ALICE))).isEmpty();
    }

    private Set<UserId> sharers(UserId user, Set<UserId> others) {
        return await(stores().memberships().shareWriteDiffusedGroup(user, others));
    }

    private List<String> names(GroupId group, String after, int limit) {
        return await(stores().memberships().members(group, after, limit)).stream()
                .map(member -> member.user().value())
                .toList();
    }

    private static UserId user(String name) {
        return new UserId(name);
    }
}
