package io.keel.im.testkit.tck;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** What the rules about sessions ask with. */
abstract class SessionRules {
    static final GatewayId G1 = new GatewayId("gw-1");
    static final GatewayId G2 = new GatewayId("gw-2");
    static final GatewayId G3 = new GatewayId("gw-3");
    /** Outlasts a test. */
    static final Duration LEASE = Duration.ofMinutes(2);
    // A Snowflake's size, so that a registry that compares doubles or texts is found out.
    static final long C = 1L << 60;

    private final SessionRegistryTck tck;

    SessionRules(SessionRegistryTck tck) {
        this.tck = tck;
    }

    final SessionRegistry registry() {
        return tck.registry();
    }

    final void lapse(GatewayId gateway) {
        try {
            tck.lapse(gateway);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    final void forget() {
        try {
            tck.forget();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    final <T> T await(CompletionStage<T> stage) {
        return tck.await(stage);
    }

    final <T> List<T> together(List<? extends Callable<T>> tasks) {
        return tck.together(tasks);
    }

    final List<Session> online(Session session) {
        return await(registry().online(session));
    }

    final void offline(Session session) {
        await(registry().offline(session));
    }

    /** All sessions of a user. */
    final List<Session> sessions(UserId user) {
        return await(registry().sessionsOf(List.of(user))).getOrDefault(user, List.of());
    }

    final Map<UserId, List<Session>> sessionsOf(Collection<UserId> users) {
        return await(registry().sessionsOf(users));
    }

    final Presence presence(UserId user) {
        return await(registry().presence(List.of(user))).get(0);
    }

    static Session session(UserId user, String device, GatewayId gateway, long connection) {
        return new Session(user, new DeviceId(device), gateway, connection);
    }
}
