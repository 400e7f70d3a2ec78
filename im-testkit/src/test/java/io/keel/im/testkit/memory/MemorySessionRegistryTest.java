package io.keel.im.testkit.memory;

import io.keel.im.memory.MemorySessions;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.tck.SessionRegistryTck;

class MemorySessionRegistryTest extends SessionRegistryTck {
    @Override
    protected SessionRegistry newRegistry() {
        return new MemorySessions(ManualClock.standing());
    }
}
