package io.keel.im.registry.etcd;

import io.keel.im.spi.ConfigStore;
import io.keel.im.testkit.tck.ConfigStoreTck;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdConfigStoreIT extends ConfigStoreTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected ConfigStore newStore() {
        return EtcdConfigSource.over(engine.etcd().process());
    }

    @Override
    protected void put(String key, String value) {
        engine.etcd().put("/config/" + key, value);
    }
}
