package io.keel.im.examples.role;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Groups and members by way of the data-proxy, or from the store itself while that does not answer. */
final class FallbackMemberships implements MembershipStore {

    private final MembershipStore proxy;
    private final MembershipStore store;
    private final Fallback fallback = new Fallback("members", System::nanoTime);

    FallbackMemberships(MembershipStore proxy, MembershipStore store) {
        this.proxy = proxy;
        this.store = store;
    }

    @Override
    public CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked) {
        return fallback.ask(() -> proxy.rosters(asked), () -> store.rosters(asked));
    }

    @Override
    public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
        return fallback.ask(() -> proxy.members(group, after, limit), () -> store.members(group, after, limit));
    }

    @Override
    public CompletionStage<List<Membership>> groupsOf(UserId user) {
        return fallback.ask(() -> proxy.groupsOf(user), () -> store.groupsOf(user));
    }

    @Override
    public CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others) {
        return fallback.ask(
                () -> proxy.shareWriteDiffusedGroup(user, others), () -> store.shareWriteDiffusedGroup(user, others));
    }
}
