package io.keel.im.testkit.tck;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What {@link SessionRegistry} promises. */
@DisplayName("A session registry")
public abstract class SessionRegistryTck extends PortTck {
    private @Nullable SessionRegistry registry;

    /** Makes a registry without sessions. */
    protected abstract SessionRegistry newRegistry() throws Exception;

    /** Called before a gateway is first used: a registry that knows leases grants it one that outlasts the test. */
    protected void alive(GatewayId gateway) throws Exception {}

    @BeforeEach
    final void openRegistry() throws Exception {
        registry = newRegistry();
        alive(SessionRules.G1);
        alive(SessionRules.G2);
        alive(SessionRules.G3);
    }

    final SessionRegistry registry() {
        if (registry == null) {
            throw new IllegalStateException("no test is running");
        }
        return registry;
    }

    @Nested
    @DisplayName("lets the larger connection win")
    class Replacement extends SessionReplacementRules {
        Replacement() {
            super(SessionRegistryTck.this);
        }
    }

    @Nested
    @DisplayName("finds users")
    class Lookup extends SessionLookupRules {
        Lookup() {
            super(SessionRegistryTck.this);
        }
    }
}
