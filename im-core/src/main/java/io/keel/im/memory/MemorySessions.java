package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import java.time.Duration;
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
 * <p>Every stage is complete when it is returned. Registry and gateways live and die together, so that a lease runs out only when
 * {@link #lapse} says so, and nothing is forgotten but by {@link #forget}. Of a user who is away only the time is kept when it
 * went.
 */
public final class MemorySessions implements SessionRegistry {

    private final InstantSource clock;
    private final GatewayLives gateways = new GatewayLives();
    private final ConcurrentHashMap<UserId, UserSessions> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<GroupId, Set<GatewayId>> rooms = new ConcurrentHashMap<>();

    /** Makes an empty registry that takes the time from {@code clock}. */
    public MemorySessions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<Session>> online(Session session) {
        gateways.appear(session.gateway(), clock.millis());
        return CompletableFuture.completedFuture(register(session));
    }

    /** Returns the others as they were. */
    private List<Session> register(Session session) {
        List<Session> others = new ArrayList<>();
        users.compute(session.user(), (user, now) -> {
            UserSessions before = now == null ? UserSessions.NONE : now.present(gateways);
            others.addAll(before.others(session));
            return before.with(session);
        });
        return others;
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
        located.passOver(gateway -> !gateways.isPresent(gateway));
        return CompletableFuture.completedFuture(located);
    }

    @Override
    public CompletionStage<List<Presence>> presence(List<UserId> users) {
        List<Presence> presence = new ArrayList<>(users.size());
        for (UserId user : users) {
            presence.add(present(user).presence(user));
        }
        return CompletableFuture.completedFuture(presence);
    }

    @Override
    public CompletionStage<Void> holds(GatewayId gateway, GroupId group, boolean holds) {
        if (holds) {
            gateways.appear(gateway, clock.millis());
        }
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
        Set<GatewayId> holders = rooms.getOrDefault(group, Set.of());
        for (GatewayId holder : holders) {
            if (!gateways.isPresent(holder)) {
                Set<GatewayId> present = new HashSet<>(holders);
                present.removeIf(each -> !gateways.isPresent(each));
                return CompletableFuture.completedFuture(present);
            }
        }
        return CompletableFuture.completedFuture(holders);
    }

    @Override
    public CompletionStage<Boolean> renew(GatewayId gateway, Duration lease) {
        return CompletableFuture.completedFuture(gateways.renew(gateway, clock.millis()));
    }

    @Override
    public CompletionStage<List<Session>> announce(
            GatewayId gateway, Collection<Session> sessions, Collection<GroupId> rooms) {
        gateways.appear(gateway, clock.millis());
        List<Session> losers = new ArrayList<>();
        for (Session session : sessions) {
            for (Session other : register(session)) {
                if (other.device().equals(session.device())) {
                    losers.add(other.connection() > session.connection() ? session : other);
                }
            }
        }
        rooms.forEach(group -> holds(gateway, group, true));
        return CompletableFuture.completedFuture(losers);
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
        gateways.forget(gateway);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Map<UserId, List<Session>>> sessionsOf(Collection<UserId> users) {
        Map<UserId, List<Session>> found = new HashMap<>();
        for (UserId user : users) {
            List<Session> sessions = present(user).all();
            if (!sessions.isEmpty()) {
                found.put(user, sessions);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    /** Lets a gateway's lease run out, as of one that has not renewed it. For tests. */
    public void lapse(GatewayId gateway) {
        gateways.lapse(gateway);
    }

    /** Forgets everything, as an engine does that was flushed. For tests. */
    public void forget() {
        users.clear();
        rooms.clear();
        gateways.forgetAll();
    }

    private UserSessions present(UserId user) {
        UserSessions sessions = users.get(user);
        return sessions == null ? UserSessions.NONE : sessions.present(gateways);
    }
}
