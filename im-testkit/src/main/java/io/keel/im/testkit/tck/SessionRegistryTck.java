package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import java.util.List;
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

    /** Lets a gateway's lease run out, at once. */
    protected abstract void lapse(GatewayId gateway) throws Exception;

    /** Has the registry lose everything that it knows, as an engine does that is flushed. */
    protected abstract void forget() throws Exception;

    @BeforeEach
    final void openRegistry() throws Exception {
        registry = newRegistry();
        for (GatewayId gateway : List.of(SessionRules.G1, SessionRules.G2, SessionRules.G3)) {
            assertThat(await(registry.renew(gateway, SessionRules.LEASE)))
                    .as("the first renewal of a gateway")
                    .isFalse();
        }
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
    @DisplayName("knows which gateways are present")
    class Leases extends SessionLeaseRules {
        Leases() {
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
