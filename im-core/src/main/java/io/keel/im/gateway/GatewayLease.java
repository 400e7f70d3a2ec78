package io.keel.im.gateway;

import io.keel.im.group.GroupId;
import io.keel.im.presence.Session;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.SessionRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gateway present in the session registry: renews its lease three times in its length and, when the registry has
 * forgotten it, announces anew what it holds. Safe for use by several threads.
 */
final class GatewayLease {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayLease.class);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long REPEAT_NANOS = SessionRegistry.KEPT.dividedBy(2).toNanos();

    private final GatewayContext context;
    private final SessionRegistry sessions;
    private final Duration lease;
    /** When the next renewal is due; while one is under way, when it counts as lost. */
    private final AtomicLong due = new AtomicLong(Long.MIN_VALUE);

    private volatile boolean announced;
    private volatile long announcedAt;
    private volatile boolean over;

    GatewayLease(GatewayContext context, Duration lease) {
        this.context = context;
        this.sessions = context.ports().sessions();
        this.lease = lease;
    }

    /** Renews if it is time; called often. */
    void tick() {
        long now = context.now();
        long next = due.get();
        if (over || now < next || !due.compareAndSet(next, now + lease.toNanos())) {
            return;
        }
        sessions.renew(context.id(), lease)
                .thenCompose(known -> renewed(known, now))
                .whenComplete((done, failure) -> ended(now, failure));
    }

    /** Renews no more. */
    void end() {
        over = true;
    }

    private CompletionStage<Void> renewed(boolean known, long now) {
        announced &= known;
        if (announced && now - announcedAt < REPEAT_NANOS) {
            return CompletableFuture.completedFuture(null);
        }
        // What is registered from now on registers itself.
        List<Session> held = new ArrayList<>();
        context.registry().all().forEach(connection -> held.add(connection.session()));
        List<GroupId> rooms = context.rooms().held();
        if (!held.isEmpty()) {
            LOG.info("announcing {} sessions and {} rooms", held.size(), rooms.size());
        }
        return announce(held, rooms, 0).thenRun(() -> {
            announced = true;
            announcedAt = now;
        });
    }

    private CompletionStage<Void> announce(List<Session> held, List<GroupId> rooms, int from) {
        if (from >= held.size() && from >= rooms.size()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Session> some = batch(held, from);
        List<GroupId> someRooms = batch(rooms, from);
        return sessions.announce(context.id(), some, someRooms).thenCompose(losers -> {
            losers.forEach(this::kick);
            correct(some, someRooms);
            return announce(held, rooms, from + SessionRegistry.MAX_ANNOUNCED);
        });
    }

    private static <T> List<T> batch(List<T> all, int from) {
        int end = Math.min(all.size(), from + SessionRegistry.MAX_ANNOUNCED);
        return from < end ? all.subList(from, end) : List.of();
    }

    private void kick(Session loser) {
        context.ports()
                .bus()
                .push(
                        loser.gateway(),
                        List.of(new Downlink.Kick(
                                loser.connection(), "replaced by a newer connection of this device")));
    }

    /** What has ended while it was announced may have been registered after its end was told. */
    private void correct(List<Session> told, List<GroupId> toldRooms) {
        for (Session session : told) {
            if (context.registry().find(session.connection()) == null) {
                context.farewells().say(session);
            }
        }
        for (GroupId room : toldRooms) {
            if (!context.rooms().holds(room)) {
                context.rooms().tell(room);
            }
        }
    }

    private void ended(long started, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("the lease could not be renewed: {}", failure.toString());
            due.set(context.now() + RETRY_NANOS);
            return;
        }
        due.set(started + lease.toNanos() / 3);
        context.farewells().retry();
        context.rooms().retry();
    }
}
