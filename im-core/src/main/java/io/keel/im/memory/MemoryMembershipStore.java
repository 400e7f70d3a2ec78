package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The groups, as their conversations hold them. */
final class MemoryMembershipStore implements MembershipStore {

    private final MemoryTables tables;

    MemoryMembershipStore(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked) {
        Map<GroupId, Roster> rosters = new HashMap<>();
        asked.forEach((group, users) -> {
            MemoryConversation found = tables.findGroup(group);
            Roster roster = found == null ? null : found.roster(users);
            if (roster != null) {
                rosters.put(group, roster);
            }
        });
        return CompletableFuture.completedFuture(rosters);
    }

    @Override
    public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
        MemoryConversation found = tables.findGroup(group);
        return CompletableFuture.completedFuture(found == null ? List.of() : found.members(after, limit));
    }

    @Override
    public CompletionStage<List<Membership>> groupsOf(UserId user) {
        List<Membership> memberships = new ArrayList<>();
        for (MemoryConversation conversation : tables.conversationsOf(user)) {
            Membership membership = conversation.membership(user);
            if (membership != null) {
                memberships.add(membership);
            }
        }
        return CompletableFuture.completedFuture(memberships);
    }

    @Override
    public CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others) {
        Set<UserId> found = new HashSet<>();
        for (MemoryConversation conversation : tables.conversationsOf(user)) {
            conversation.sharing(user, others, found);
        }
        return CompletableFuture.completedFuture(found);
    }
}
