package io.keel.im.store.redis;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in Redis: a hash per user, a key per gateway that lives as long as its lease.
 *
 * <p>Why no stale session wins: connection ids are compared by the script that writes, so two that come at once are compared
 * with each other, and nothing that Redis may lose, no counter and no clock, decides. Why no dead gateway is pushed to: its key
 * goes with its lease, and every look-up asks for the key in the same script that reads the sessions.
 */
public final class RedisSessions implements SessionRegistry {

    private final RedisConnection redis;
    private final Keys keys;
    private final InstantSource clock;

    private RedisSessions(RedisConnection redis) {
        this.redis = redis;
        this.keys = redis.keys();
        this.clock = redis.clock();
    }

    /** Makes the port over a connection. */
    public static RedisSessions over(RedisConnection redis) {
        return new RedisSessions(redis);
    }

    @Override
    public CompletionStage<List<Session>> online(Session session) {
        return redis.call(OnlineScript.of(keys, session, clock.millis()))
                .thenApply(reply -> OnlineScript.others(session, reply));
    }

    @Override
    public CompletionStage<Void> offline(Session session) {
        return redis.call(OfflineScript.of(keys, session, clock.millis())).thenApply(reply -> null);
    }

    @Override
    public CompletionStage<Located> locate(List<UserId> users) {
        return redis.call(LocateScript.of(keys, users)).thenApply(LocatedUsers::of);
    }

    @Override
    public CompletionStage<List<Presence>> presence(List<UserId> users) {
        return held(users)
                .thenApply(
                        all -> all.stream().map(SessionsScript.Held::presence).toList());
    }

    @Override
    public CompletionStage<Map<UserId, List<Session>>> sessionsOf(Collection<UserId> users) {
        return held(List.copyOf(users)).thenApply(all -> {
            Map<UserId, List<Session>> found = new HashMap<>();
            for (SessionsScript.Held each : all) {
                if (!each.sessions().isEmpty()) {
                    found.put(each.user(), each.sessions());
                }
            }
            return found;
        });
    }

    private CompletionStage<List<SessionsScript.Held>> held(List<UserId> users) {
        return redis.call(SessionsScript.of(keys, users)).thenApply(replies -> SessionsScript.held(users, replies));
    }

    @Override
    public CompletionStage<Void> holds(GatewayId gateway, GroupId group, boolean holds) {
        ScriptCall call = holds
                ? HoldRoomScript.of(keys, gateway, group, clock.millis())
                : LeaveRoomScript.of(keys, gateway, group);
        return redis.call(call).thenApply(reply -> null);
    }

    @Override
    public CompletionStage<Set<GatewayId>> gatewaysOf(GroupId group) {
        return redis.call(RoomGatewaysScript.of(keys, group)).thenApply(RoomGatewaysScript::gateways);
    }

    @Override
    public CompletionStage<Boolean> renew(GatewayId gateway, Duration lease) {
        return redis.callAlways(RenewGatewayScript.of(keys, gateway, lease, clock.millis()))
                .thenApply(reply -> Replies.number(reply) == 1);
    }

    @Override
    public CompletionStage<List<Session>> announce(
            GatewayId gateway, Collection<Session> sessions, Collection<GroupId> rooms) {
        long now = clock.millis();
        List<Session> announced = List.copyOf(sessions);
        List<ScriptCall> calls = new ArrayList<>(announced.size() + rooms.size());
        announced.forEach(session -> calls.add(OnlineScript.of(keys, session, now)));
        rooms.forEach(room -> calls.add(HoldRoomScript.of(keys, gateway, room, now)));
        return redis.callAlways(calls).thenApply(replies -> losers(announced, replies));
    }

    private static List<Session> losers(List<Session> announced, List<@Nullable Object> replies) {
        List<Session> losers = new ArrayList<>();
        for (int i = 0; i < announced.size(); i++) {
            Session session = announced.get(i);
            for (Session other : OnlineScript.others(session, replies.get(i))) {
                if (other.device().equals(session.device())) {
                    losers.add(other.connection() > session.connection() ? session : other);
                }
            }
        }
        return losers;
    }

    @Override
    public CompletionStage<Void> gone(GatewayId gateway) {
        return redis.call(GoneGatewayScript.of(keys, gateway, clock.millis())).thenApply(reply -> null);
    }
}
