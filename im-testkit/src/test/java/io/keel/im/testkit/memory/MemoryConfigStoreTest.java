package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryConfigSource;
import io.keel.im.spi.ConfigStore;
import io.keel.im.testkit.tck.ConfigStoreTck;

class MemoryConfigStoreTest extends ConfigStoreTck {
    private final MemoryConfigSource store = new MemoryConfigSource();

    @Override
    protected ConfigStore newStore() {
        return store;
    }

    @Override
    protected void put(String key, String value) {
        store.put(key, value);
    }
}
