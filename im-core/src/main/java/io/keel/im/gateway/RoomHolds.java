package io.keel.im.gateway;

import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Tells the session registry which rooms have members here. Of one room one call at a time is under way, since two might overtake
 * each other: when it ends and something else is so by then, the registry is told again. Safe for use by several threads.
 */
final class RoomHolds {

    private final SessionRegistry sessions;
    private final GatewayId gateway;
    private final Predicate<GroupId> held;
    private final Set<GroupId> telling = ConcurrentHashMap.newKeySet();
    private final Set<GroupId> failed = ConcurrentHashMap.newKeySet();

    /**
     * Makes it.
     *
     * @param held tells whether a room has members here now
     */
    RoomHolds(SessionRegistry sessions, GatewayId gateway, Predicate<GroupId> held) {
        this.sessions = sessions;
        this.gateway = gateway;
        this.held = held;
    }

    /** A room has got its first member, or lost its last one. */
    void changed(GroupId group) {
        if (!telling.add(group)) {
            return;
        }
        boolean now = held.test(group);
        sessions.holds(gateway, group, now).whenComplete((told, failure) -> {
            telling.remove(group);
            if (failure != null) {
                failed.add(group);
            } else if (held.test(group) != now) {
                changed(group);
            }
        });
    }

    /** Tells what could not be told before. */
    void retry() {
        for (GroupId group : List.copyOf(failed)) {
            failed.remove(group);
            changed(group);
        }
    }
}
