package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions in the memory of this process.
 *
 * <p>Every stage is complete when it is returned. There are no leases: gateways of this process are gone when they say so.
 * Of a user who is away only the time is kept when it went.
 */
public final class MemorySessions implements SessionRegistry {

    private final InstantSource clock;
    private final ConcurrentHashMap<UserId, UserSessions> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<GroupId, Set<GatewayId>> rooms = new ConcurrentHashMap<>();

    /** Makes an empty registry that takes the time from {@code clock}. */
    public MemorySessions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<Session>> online(Session session) {
        List<Session> others = new ArrayList<>();
        users.compute(session.user(), (user, now) -> {
            UserSessions before = now == null ? UserSessions.NONE : now;
            others.addAll(before.others(session));
            return before.with(session);
        });
        return CompletableFuture.completedFuture(others);
    }

    @Override
    public CompletionStage<Void> offline(Session session) {
        users.computeIfPresent(session.user(), (user, now) -> now.without(session::equals, clock.millis()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Located> locate(List<UserId> users) {
        LocatedUsers located = new LocatedUsers(users.size());
        for (int i = 0; i < users.size(); i++) {
            UserSessions sessions = this.users.get(users.get(i));
            if (sessions != null) {
                sessions.locate(i, located);
            }
        }
        return CompletableFuture.completedFuture(located);
    }

    @Override
    public CompletionStage<List<Presence>> presence(List<UserId> users) {
        List<Presence> presence = new ArrayList<>(users.size());
        for (UserId user : users) {
            presence.add(this.users.getOrDefault(user, UserSessions.NONE).presence(user));
        }
        return CompletableFuture.completedFuture(presence);
    }

    @Override
    public CompletionStage<Void> holds(GatewayId gateway, GroupId group, boolean holds) {
        rooms.compute(group, (key, now) -> {
            Set<GatewayId> after = now == null ? new HashSet<>() : new HashSet<>(now);
            if (holds) {
                after.add(gateway);
            } else {
                after.remove(gateway);
            }
            return after.isEmpty() ? null : Set.copyOf(after);
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Set<GatewayId>> gatewaysOf(GroupId group) {
        return CompletableFuture.completedFuture(rooms.getOrDefault(group, Set.of()));
    }

    @Override
    public CompletionStage<Void> gone(GatewayId gateway) {
        long now = clock.millis();
        for (UserId user : users.keySet()) {
            users.computeIfPresent(
                    user,
                    (key, held) -> held.without(session -> session.gateway().equals(gateway), now));
        }
        for (GroupId group : rooms.keySet()) {
            holds(gateway, group, false);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Map<UserId, List<Session>>> sessionsOf(Collection<UserId> users) {
        Map<UserId, List<Session>> found = new HashMap<>();
        for (UserId user : users) {
            UserSessions sessions = this.users.get(user);
            if (sessions != null && !sessions.all().isEmpty()) {
                found.put(user, sessions.all());
            }
        }
        return CompletableFuture.completedFuture(found);
    }
}
