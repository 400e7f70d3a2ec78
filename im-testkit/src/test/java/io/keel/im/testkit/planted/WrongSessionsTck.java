package io.keel.im.testkit.planted;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.tck.SessionRegistryTck;
import org.jspecify.annotations.Nullable;

/** The suite of session registries over one that is wrong. */
abstract class WrongSessionsTck extends SessionRegistryTck {
    private @Nullable ForwardingSessions sessions;

    abstract ForwardingSessions newSessions();

    @Override
    protected final SessionRegistry newRegistry() {
        sessions = newSessions();
        return sessions;
    }

    @Override
    protected final void lapse(GatewayId gateway) {
        wrong().right.lapse(gateway);
    }

    @Override
    protected final void forget() {
        wrong().right.forget();
    }

    private ForwardingSessions wrong() {
        if (sessions == null) {
            throw new IllegalStateException("no test is running");
        }
        return sessions;
    }
}
