package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.EpochStore;
import io.keel.im.testkit.tck.EpochStoreTck;

class MemoryEpochStoreTest extends EpochStoreTck {
    @Override
    protected EpochStore newEpochs() {
        return new MemoryStore().epochs();
    }
}
