package io.keel.im.testkit.planted;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.memory.MemorySessions;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.ManualClock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A registry that is right; a bug overrides what it gets wrong. */
class ForwardingSessions implements SessionRegistry {
    final MemorySessions right = new MemorySessions(ManualClock.standing());

    @Override
    public CompletionStage<List<Session>> online(Session session) {
        return right.online(session);
    }

    @Override
    public CompletionStage<Void> offline(Session session) {
        return right.offline(session);
    }

    @Override
    public CompletionStage<Located> locate(List<UserId> users) {
        return right.locate(users);
    }

    @Override
    public CompletionStage<List<Presence>> presence(List<UserId> users) {
        return right.presence(users);
    }

    @Override
    public CompletionStage<Void> holds(GatewayId gateway, GroupId group, boolean holds) {
        return right.holds(gateway, group, holds);
    }

    @Override
    public CompletionStage<Set<GatewayId>> gatewaysOf(GroupId group) {
        return right.gatewaysOf(group);
    }

    @Override
    public CompletionStage<Boolean> renew(GatewayId gateway, Duration lease) {
        return right.renew(gateway, lease);
    }

    @Override
    public CompletionStage<List<Session>> announce(
            GatewayId gateway, Collection<Session> sessions, Collection<GroupId> rooms) {
        return right.announce(gateway, sessions, rooms);
    }

    @Override
    public CompletionStage<Void> gone(GatewayId gateway) {
        return right.gone(gateway);
    }

    @Override
    public CompletionStage<Map<UserId, List<Session>>> sessionsOf(Collection<UserId> users) {
        return right.sessionsOf(users);
    }
}
