package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryConfigSource;
import io.keel.im.spi.ConfigSource;
import io.keel.im.testkit.tck.ConfigSourceTck;

class MemoryConfigSourceTest extends ConfigSourceTck {
    private final MemoryConfigSource source = new MemoryConfigSource();

    @Override
    protected ConfigSource newSource() {
        return source;
    }

    @Override
    protected void put(String key, String value) {
        source.put(key, value);
    }

    @Override
    protected void remove(String key) {
        source.remove(key);
    }
}
