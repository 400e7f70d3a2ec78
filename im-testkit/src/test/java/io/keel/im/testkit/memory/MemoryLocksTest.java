package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryLocks;
import io.keel.im.spi.Locks;
import io.keel.im.testkit.tck.LocksTck;
import java.util.List;

class MemoryLocksTest extends LocksTck {
    private final MemoryLocks locks = new MemoryLocks();

    @Override
    protected List<Locks> newLocks() {
        return List.of(locks, locks);
    }

    @Override
    protected void lapse(String name) {
        locks.lapse(name);
    }
}
