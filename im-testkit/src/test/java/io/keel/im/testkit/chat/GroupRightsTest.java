package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.FAILED_PRECONDITION;
import static io.keel.im.protocol.v1.ErrorCode.NOT_FOUND;
import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.Role;
import io.keel.im.protocol.v1.UpdateGroup;
import io.keel.im.testkit.client.ScriptedClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alice owns the team, Bob and Dan are admins, Carol and Eve are members. */
class GroupRightsTest extends ChatTest {
    private @Nullable ScriptedClient owner;

    @BeforeEach
    void team() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "bob", "dan", "carol", "eve");
        alice.setRole("team", "bob", Role.ADMIN);
        alice.setRole("team", "dan", Role.ADMIN);
        owner = alice;
    }

    private ScriptedClient owner() {
        if (owner == null) {
            throw new IllegalStateException("no test is running");
        }
        return owner;
    }

    @Test
    void memberManagesNothing() {
        ScriptedClient carol = client("carol");

        assertThat(refusal(() -> carol.addMembers("team", "fay"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> carol.removeMembers("team", "eve"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> carol.updateGroup(
                        UpdateGroup.newBuilder().setGroup("team").setName("x"))))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> carol.setRole("team", "carol", Role.ADMIN))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> carol.disbandGroup("team"))).isEqualTo(PERMISSION_DENIED);
        assertThat(carol.groupInfo("team").getSize()).isEqualTo(5);
    }

    @Test
    void adminAddsRemovesPlainMembersAndUpdates() {
        ScriptedClient bob = bob();

        assertThat(bob.addMembers("team", "fay").getSize()).isEqualTo(6);
        assertThat(bob.removeMembers("team", "fay", "eve").getSize()).isEqualTo(4);
        assertThat(bob.updateGroup(UpdateGroup.newBuilder().setGroup("team").setName("x"))
                        .getName())
                .isEqualTo("x");
    }

    @Test
    void adminRemovesNeitherOwnerNorAdmins() {
        ScriptedClient bob = bob();

        assertThat(refusal(() -> bob.removeMembers("team", "alice"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob.removeMembers("team", "dan"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob.removeMembers("team", "carol", "dan"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob.removeMembers("team", "nobody", "alice")))
                .as("rights before state, in whatever order they are named")
                .isEqualTo(PERMISSION_DENIED);
        assertThat(bob.groupInfo("team").getSize())
                .as("nobody of a refused list")
                .isEqualTo(5);
    }

    @Test
    void adminChangesNoRolesAndDisbandsNothing() {
        ScriptedClient bob = bob();

        assertThat(refusal(() -> bob.setRole("team", "carol", Role.ADMIN))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob.setRole("team", "bob", Role.MEMBER))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob.disbandGroup("team"))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void ownerRemovesAdminsAndChangesRoles() {
        assertThat(owner().setRole("team", "dan", Role.MEMBER).getSize()).isEqualTo(5);
        assertThat(owner().removeMembers("team", "bob").getSize()).isEqualTo(4);
        assertThat(refusal(() -> bob().addMembers("team", "x"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> client("dan").addMembers("team", "x"))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void ownerNeitherLeavesNorLowersItself() {
        assertThat(refusal(() -> owner().leaveGroup("team"))).isEqualTo(FAILED_PRECONDITION);
        assertThat(refusal(() -> owner().setRole("team", "alice", Role.MEMBER))).isEqualTo(FAILED_PRECONDITION);
        assertThat(refusal(() -> owner().setRole("team", "alice", Role.ADMIN))).isEqualTo(FAILED_PRECONDITION);
    }

    @Test
    void oldOwnerHasAnAdminsRightsAfterHandingOver() {
        owner().setRole("team", "carol", Role.OWNER);

        assertThat(refusal(() -> owner().disbandGroup("team"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> owner().removeMembers("team", "eve"))).isNull();
        assertThat(refusal(() -> owner().removeMembers("team", "bob"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> client("carol").removeMembers("team", "alice")))
                .isNull();
    }

    @Test
    void memberThatIsNotThereIsNotFound() {
        assertThat(refusal(() -> owner().setRole("team", "nobody", Role.ADMIN))).isEqualTo(NOT_FOUND);
        assertThat(refusal(() -> owner().removeMembers("team", "nobody"))).isEqualTo(NOT_FOUND);
    }

    @Test
    void whoWasRemovedAndComesBackIsAPlainMember() {
        owner().removeMembers("team", "bob");
        owner().addMembers("team", "bob");

        assertThat(refusal(() -> bob().addMembers("team", "fay"))).isEqualTo(PERMISSION_DENIED);
    }
}
