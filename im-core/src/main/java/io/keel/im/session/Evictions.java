package io.keel.im.session;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.SessionRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Ends connections of users, at whatever gateways they are.
 *
 * <pre>{@code
 * Evictions evictions = new Evictions(sessions, bus);
 * evictions.kick(alice, "signed in by mistake");
 * }</pre>
 *
 * <p>One call asks the registry where the user is and tells each of these gateways, which closes at once. Telling is not
 * closing: a gateway that dies meanwhile never hears of it, but then its connections are gone as well. Who has to be certain
 * asks {@link SessionRegistry#sessionsOf} until the sessions told are there no more.
 *
 * <p>Calling twice is harmless. A failed stage bears {@code UNAVAILABLE}, and nobody was told. Safe for use by several threads;
 * nothing here blocks.
 */
public final class Evictions {

    private final SessionRegistry sessions;
    private final Bus bus;

    /**
     * Makes it.
     *
     * @param sessions knows where users are
     * @param bus reaches their gateways
     */
    public Evictions(SessionRegistry sessions, Bus bus) {
        this.sessions = sessions;
        this.bus = bus;
    }

    /**
     * Closes all connections of a user with 4003, after {@code kicked}. Clients do not come back by themselves after that; their
     * tokens stay good.
     *
     * @param reason for humans; up to 123 bytes of it reach the client in the close as well
     * @return the sessions whose gateways were told, the oldest first; empty for a user who is not connected
     */
    public CompletionStage<List<Session>> kick(UserId user, String reason) {
        return kick(user, session -> true, reason);
    }

    /** Closes the connection of one device of a user, as {@link #kick(UserId, String)} does all. */
    public CompletionStage<List<Session>> kick(UserId user, DeviceId device, String reason) {
        return kick(user, session -> session.device().equals(device), reason);
    }

    /**
     * Closes all connections of a user whose tokens are not good any more with 4001: have the authenticator refuse them first, or
     * the clients are back at once. A connection that is being greeted by an old token just now may be missed.
     *
     * @return the sessions whose gateways were told, the oldest first
     */
    public CompletionStage<List<Session>> revoke(UserId user) {
        return of(user, session -> true).thenApply(found -> {
            found.stream()
                    .map(Session::gateway)
                    .distinct()
                    .forEach(gateway -> bus.push(gateway, List.of(new Downlink.Revoke(user))));
            return found;
        });
    }

    private CompletionStage<List<Session>> kick(UserId user, Predicate<Session> which, String reason) {
        return of(user, which).thenApply(found -> {
            found.stream()
                    .collect(Collectors.groupingBy(Session::gateway))
                    .forEach((gateway, there) -> kick(gateway, there, reason));
            return found;
        });
    }

    private void kick(GatewayId gateway, List<Session> there, String reason) {
        bus.push(
                gateway,
                there.stream()
                        .<Downlink>map(session -> new Downlink.Kick(session.connection(), reason))
                        .toList());
    }

    private CompletionStage<List<Session>> of(UserId user, Predicate<Session> which) {
        return sessions.sessionsOf(List.of(user))
                .thenApply(all -> all.getOrDefault(user, List.of()).stream()
                        .filter(which)
                        .sorted(Comparator.comparingLong(Session::connection))
                        .toList());
    }
}
