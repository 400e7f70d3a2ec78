package io.keel.im.registry.etcd;

import io.keel.im.spi.ConfigSource;
import io.keel.im.testkit.tck.ConfigSourceTck;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdConfigSourceIT extends ConfigSourceTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected ConfigSource newSource() {
        return EtcdConfigSource.over(engine.etcd().process());
    }

    @Override
    protected void put(String key, String value) {
        engine.etcd().put("/config/" + key, value);
    }

    @Override
    protected void remove(String key) {
        engine.etcd().delete("/config/" + key);
    }
}
