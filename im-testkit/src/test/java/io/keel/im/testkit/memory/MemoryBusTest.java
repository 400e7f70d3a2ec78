package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryBus;
import io.keel.im.spi.Bus;
import io.keel.im.testkit.tck.BusTck;

class MemoryBusTest extends BusTck {
    @Override
    protected Bus newBus() {
        return MemoryBus.create();
    }
}
