package io.keel.im.memory;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The sessions of one user, one per device; never changes.
 *
 * @param all in no particular order
 * @param lastSeen when the last one ended, milliseconds since the epoch; 0 if none has
 */
record UserSessions(List<Session> all, long lastSeen) {

    /** Of a user who was never here. */
    static final UserSessions NONE = new UserSessions(List.of(), 0);

    /** Returns these without the sessions of absent gateways, whose users were last seen when the gateways were. */
    UserSessions present(GatewayLives gateways) {
        for (int i = 0; i < all.size(); i++) {
            if (!gateways.isPresent(all.get(i).gateway())) {
                long seen = lastSeen;
                List<Session> present = new ArrayList<>(all.size());
                for (Session session : all) {
                    if (gateways.isPresent(session.gateway())) {
                        present.add(session);
                    } else {
                        seen = Math.max(seen, gateways.seen(session.gateway()));
                    }
                }
                return new UserSessions(List.copyOf(present), seen);
            }
        }
        return this;
    }

    /** Returns these with {@code session}, unless there is a newer one of its device, in the place of an older one. */
    UserSessions with(Session session) {
        List<Session> after = new ArrayList<>(all.size() + 1);
        for (Session other : all) {
            if (!other.device().equals(session.device())) {
                after.add(other);
            } else if (other.connection() >= session.connection()) {
                return this;
            }
        }
        after.add(session);
        return new UserSessions(List.copyOf(after), lastSeen);
    }

    /** Returns all but the session of that very connection. */
    List<Session> others(Session session) {
        return all.stream()
                .filter(other -> other.connection() != session.connection())
                .toList();
    }

    /** Returns these without those that have {@code ended}. */
    UserSessions without(Predicate<Session> ended, long now) {
        List<Session> after = all.stream().filter(ended.negate()).toList();
        if (after.size() == all.size()) {
            return this;
        }
        return new UserSessions(after, after.isEmpty() ? now : lastSeen);
    }

    /** Adds the gateways of the user, whose index in the question is {@code index}. */
    void locate(int index, LocatedUsers located) {
        for (int i = 0; i < all.size(); i++) {
            located.add(all.get(i).gateway(), index);
        }
    }

    Presence presence(UserId user) {
        List<DeviceId> devices = all.stream().map(Session::device).sorted().toList();
        return new Presence(user, devices, devices.isEmpty() ? lastSeen : 0);
    }
}
