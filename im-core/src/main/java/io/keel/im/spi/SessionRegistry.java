package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Knows which user is connected where.
 *
 * <p><b>Fencing.</b> Of two sessions of one user and device the one with the larger connection id wins, in whatever order they
 * come.
 *
 * <p><b>Leases.</b> A gateway is present from the first thing that it registers, for as long as it {@linkplain #renew renews}
 * its lease. Whatever is asked, sessions and rooms of absent gateways are passed over; they win against nobody.
 *
 * <p><b>Lasting.</b> A registry may forget everything at any time; a renewal tells, and the gateway announces anew what it
 * holds. What a present gateway has registered lasts for {@link #KEPT} at least without being announced again.
 *
 * <p><b>Errors.</b> A failed stage bears {@code UNAVAILABLE}; what was told may have been taken nevertheless. <b>Threads.</b>
 * All methods are idempotent and may be called from any thread; of calls that are under way at once any may be first.
 */
public interface SessionRegistry {

    /** For how long sessions and rooms of a present gateway last without being announced again. */
    Duration KEPT = Duration.ofDays(1);

    /** How many sessions, and how many rooms, one announcement holds at most. */
    int MAX_ANNOUNCED = 500;

    /**
     * Registers a session.
     *
     * @return the user's other sessions as they were: the one that this replaces, a newer one of the same device that has won
     *     instead (then nothing was registered), and those of other devices; those of absent gateways left out
     */
    CompletionStage<List<Session>> online(Session session);

    /** Ends a session; one that has been replaced is left alone. */
    CompletionStage<Void> offline(Session session);

    /** Returns where these users are connected. Asked once per message: one round trip, however many they are. */
    CompletionStage<Located> locate(List<UserId> users);

    /**
     * Returns the presence of each user, in the order asked. Who was connected through a gateway that is absent was last seen
     * when that gateway was.
     */
    CompletionStage<List<Presence>> presence(List<UserId> users);

    /** Tells that a gateway holds its first member, or no member any more, of a read-diffused group. */
    CompletionStage<Void> holds(GatewayId gateway, GroupId group, boolean holds);

    /** Returns the gateways that hold a member of a read-diffused group. */
    CompletionStage<Set<GatewayId>> gatewaysOf(GroupId group);

    /**
     * Lengthens a gateway's lease.
     *
     * @param lease for how long from now on it is present without another renewal; a second or more
     * @return whether all that it has registered is known still; false at its first renewal, when its lease had run out and when
     *     the registry has forgotten it: then it is present again, and is to {@linkplain #announce announce} all that it holds
     */
    CompletionStage<Boolean> renew(GatewayId gateway, Duration lease);

    /**
     * Registers what a gateway holds, in one round trip; what it does not name stays as it is.
     *
     * @param sessions sessions of this gateway, {@value #MAX_ANNOUNCED} at most
     * @param rooms read-diffused groups of which it holds a member, {@value #MAX_ANNOUNCED} at most
     * @return the sessions that have lost against a newer one of the same user and device: those of {@code sessions} that were
     *     not registered, and those that {@code sessions} have replaced
     */
    CompletionStage<List<Session>> announce(GatewayId gateway, Collection<Session> sessions, Collection<GroupId> rooms);

    /** Ends all sessions of a gateway that is gone; it is absent from now on. */
    CompletionStage<Void> gone(GatewayId gateway);

    /** Returns all sessions of these users, those of absent gateways left out. */
    CompletionStage<Map<UserId, List<Session>>> sessionsOf(Collection<UserId> users);

    /** Where users are connected. */
    interface Located {

        /** The gateways that hold a connection of any of the users. */
        Collection<GatewayId> gateways();

        /** The indexes, ascending, of the users asked for who have a connection at {@code gateway}. */
        int[] at(GatewayId gateway);
    }
}
