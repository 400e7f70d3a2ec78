package io.keel.im.command;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a group. */
public sealed interface GroupCommand extends Command {

    /** The group that changes. */
    GroupId group();

    @Override
    default ConversationId conversation() {
        return ConversationId.group(group());
    }

    /**
     * Makes a group whose owner is the caller.
     *
     * @param group its id, never used before
     * @param name what humans call it
     * @param members the first members; doubles and the caller itself count once
     * @param diffusion a forced diffusion; null leaves it to the policy
     * @param open whether anybody may join
     */
    record Create(
            GroupId group,
            String name,
            List<UserId> members,
            @Nullable Diffusion diffusion,
            boolean open) implements GroupCommand {}

    /** Joins an open group. */
    record Join(GroupId group) implements GroupCommand {}

    /** Leaves a group; not for its owner. */
    record Leave(GroupId group) implements GroupCommand {}

    /** Adds members; those who are members already count for nothing. */
    record Add(GroupId group, List<UserId> users) implements GroupCommand {}

    /** Removes members. */
    record Remove(GroupId group, List<UserId> users) implements GroupCommand {}

    /** Gives a member another role; {@code OWNER} hands the group over. */
    record SetRole(GroupId group, UserId user, Role role) implements GroupCommand {}

    /**
     * Changes what a group is called or who may join.
     *
     * @param group which
     * @param name the new name; null leaves it
     * @param open the new openness; null leaves it
     */
    record Update(
            GroupId group, @Nullable String name, @Nullable Boolean open) implements GroupCommand {}

    /** Ends a group for good. */
    record Disband(GroupId group) implements GroupCommand {}
}
