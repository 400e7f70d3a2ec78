package io.keel.im.gateway;

import io.keel.im.DeviceId;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.presence.Session;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Welcome;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Lane;
import io.keel.im.spi.MembershipStore.Membership;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a connection from its token to its welcome. First the session is registered, here and with the registry, and only then is the
 * inbox's head read: what is stored after that reaches the connection as a push, what was stored before stands below the head.
 */
final class Greeting {

    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);
    private static final String REPLACED = "replaced by a newer connection of this device";

    private final Connection connection;
    private final GatewayContext context;
    private final Credentials credentials;
    private final Lane lane;
    private final long start;

    /**
     * What a client presents.
     *
     * @param token its token
     * @param device its device; null to have one made up
     * @param id the id of its {@code auth} frame, which the welcome answers
     */
    record Credentials(
            String token,
            @Nullable DeviceId device,
            @Nullable String id) {

        /** Tells the device alone. */
        @Override
        public String toString() {
            return "Credentials[" + device + "]";
        }
    }

    private record Found(String epoch, long inboxHead, List<GroupId> rooms) {}

    /** Found by one that a newer connection has replaced meanwhile. */
    private static final Found OUTDATED = new Found("", 0, List.of());

    Greeting(Connection connection, GatewayContext context, Credentials credentials) {
        this.connection = connection;
        this.context = context;
        this.credentials = credentials;
        this.lane = connection.channel().lane();
        this.start = context.now();
    }

    void start() {
        Stages.on(lane, authenticated(), (user, failure) -> {
            if (connection.closing()) {
                return;
            }
            if (user == null) {
                fail(failure);
            } else if (user.isEmpty()) {
                connection.close(CloseCode.UNAUTHENTICATED, "token: not valid");
            } else {
                register(user.get());
            }
        });
    }

    private CompletionStage<Optional<UserId>> authenticated() {
        try {
            return context.ports().authenticator().authenticate(credentials.token());
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void register(UserId user) {
        long id;
        try {
            id = context.ids().next();
        } catch (RuntimeException noId) {
            fail(noId);
            return;
        }
        DeviceId device = credentials.device() != null
                ? credentials.device()
                : new DeviceId("d" + Long.toString(id, Character.MAX_RADIX));
        Session session = new Session(user, device, context.id(), id);
        connection.assign(session);
        context.registry().add(connection);
        CompletionStage<Found> found = context.ports()
                .sessions()
                .online(session)
                .thenCompose(others ->
                        replace(session, others) ? find(session) : CompletableFuture.completedFuture(OUTDATED));
        Stages.on(lane, found, (known, failure) -> {
            if (connection.closing()) {
                context.farewells().say(session);
            } else if (known == null) {
                fail(failure);
            } else if (known == OUTDATED) {
                connection.kick(REPLACED);
            } else {
                connection.open(credentials.id(), welcome(session, known), known.inboxHead(), known.rooms());
                context.telemetry().greeted(context.now() - start);
            }
        });
    }

    /** Ends the sessions that this one replaces; false when it has been replaced itself. */
    private boolean replace(Session session, List<Session> others) {
        List<Session> devices = new ArrayList<>();
        for (Session other : others) {
            if (!other.device().equals(session.device())) {
                devices.add(other);
            } else if (other.connection() > session.connection()) {
                return false;
            } else {
                kick(other, REPLACED);
            }
        }
        int allowed = Math.max(1, context.policy().devicesPerUser(session.user()));
        devices.sort(Comparator.comparingLong(Session::connection));
        for (int i = 0; i < devices.size() + 1 - allowed; i++) {
            kick(devices.get(i), "too many devices");
        }
        return true;
    }

    private void kick(Session session, String reason) {
        context.ports().bus().push(session.gateway(), List.of(new Downlink.Kick(session.connection(), reason)));
    }

    private CompletionStage<Found> find(Session session) {
        return context.ports()
                .memberships()
                .groupsOf(session.user())
                .thenCompose(memberships -> context.ports()
                        .inboxes()
                        .heads(List.of(session.user()))
                        .thenCombine(
                                context.ports().epochs().epoch(),
                                (heads, epoch) ->
                                        new Found(epoch, heads.getOrDefault(session.user(), 0L), rooms(memberships))));
    }

    private static List<GroupId> rooms(List<Membership> memberships) {
        List<GroupId> rooms = new ArrayList<>();
        for (Membership membership : memberships) {
            if (membership.group().diffusion() == Diffusion.READ) {
                rooms.add(membership.group().id());
            }
        }
        return rooms;
    }

    private ServerFrame welcome(Session session, Found known) {
        return ServerFrame.newBuilder()
                .setWelcome(Welcome.newBuilder()
                        .setUser(session.user().value())
                        .setDevice(session.device().value())
                        .setConnection(Long.toString(session.connection(), Character.MAX_RADIX))
                        .setGateway(context.id().value())
                        .setEpoch(known.epoch())
                        .setHeartbeatMillis(context.limits().get().heartbeat().toMillis())
                        .setServerTime(context.clock().millis())
                        .setInboxSeq(known.inboxHead()))
                .build();
    }

    /** While a dependency is away this happens to everybody who comes: that has no need of a stack trace each. */
    private void fail(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ImException known && known.retryable()) {
            LOG.warn("a connection could not be greeted: {}", known.toString());
        } else {
            LOG.warn("a connection could not be greeted", failure);
        }
        connection.close(CloseCode.GOING_AWAY, "try again later");
    }
}
