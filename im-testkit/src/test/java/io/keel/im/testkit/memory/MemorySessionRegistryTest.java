package io.keel.im.testkit.memory;

import io.keel.im.memory.MemorySessions;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.tck.SessionRegistryTck;

class MemorySessionRegistryTest extends SessionRegistryTck {
    private final MemorySessions sessions = new MemorySessions(ManualClock.standing());

    @Override
    protected SessionRegistry newRegistry() {
        return sessions;
    }

    @Override
    protected void lapse(GatewayId gateway) {
        sessions.lapse(gateway);
    }

    @Override
    protected void forget() {
        sessions.forget();
    }
}
