package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Reads groups and their members; they change by {@link ConversationStore#append} alone.
 *
 * <p>The cost of {@link #rosters} does not depend on the size of a read-diffused group. All methods may be called from
 * any thread.
 */
public interface MembershipStore {

    /**
     * Reads groups, with the members asked for.
     *
     * @param asked which members are wanted of each group
     * @return the groups that exist, disbanded ones included
     */
    CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked);

    /**
     * Lists members in byte order of their names.
     *
     * @param after the name to list after, exclusive; empty for the start
     * @param limit how many at most
     */
    CompletionStage<List<Member>> members(GroupId group, String after, int limit);

    /** Returns all groups that the user is a member of, in no particular order. */
    CompletionStage<List<Membership>> groupsOf(UserId user);

    /** Tells which of {@code others} share a write-diffused group with {@code user}; disbanded groups count for nobody. */
    CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others);

    /**
     * A user's place in a group.
     *
     * @param group the group
     * @param member the user in it
     */
    record Membership(Group group, Member member) {}
}
