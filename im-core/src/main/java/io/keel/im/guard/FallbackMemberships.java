package io.keel.im.guard;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import io.keel.im.spi.telemetry.CallTelemetry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Groups and members by way of a proxy, or from the store itself when that fails. */
public final class FallbackMemberships implements MembershipStore {

    private final MembershipStore proxy;
    private final MembershipStore store;
    private final Fallback fallback;

    /**
     * Makes it.
     *
     * @param proxy asked first; behind a guard
     * @param store asked when that fails
     * @param dependency the proxy's name, in metrics
     * @param telemetry hears when the store was asked
     */
    public FallbackMemberships(
            MembershipStore proxy, MembershipStore store, String dependency, CallTelemetry telemetry) {
        this.proxy = proxy;
        this.store = store;
        this.fallback = new Fallback(dependency, telemetry);
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
