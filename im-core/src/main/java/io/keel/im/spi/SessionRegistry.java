package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Knows which user is connected where.
 *
 * <p>Of two sessions of one user and device the one with the larger connection id wins, in whatever order they come. A
 * session lives no longer than the lease of its gateway. All methods are idempotent and may be called from any thread.
 */
public interface SessionRegistry {

    /**
     * Registers a session.
     *
     * @return the user's other sessions as they were: the one that this replaces, a newer one of the same device that has won
     *     instead (then nothing was registered), and those of other devices
     */
    CompletionStage<List<Session>> online(Session session);

    /** Ends a session; one that has been replaced is left alone. */
    CompletionStage<Void> offline(Session session);

    /** Returns where these users are connected. Asked once per message: one round trip, however many they are. */
    CompletionStage<Located> locate(List<UserId> users);

    /** Returns the presence of each user, in the order asked. */
    CompletionStage<List<Presence>> presence(List<UserId> users);

    /** Tells that a gateway holds its first member, or no member any more, of a read-diffused group. */
    CompletionStage<Void> holds(GatewayId gateway, GroupId group, boolean holds);

    /** Returns the gateways that hold a member of a read-diffused group. */
    CompletionStage<Set<GatewayId>> gatewaysOf(GroupId group);

    /** Ends all sessions of a gateway that is gone. */
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
