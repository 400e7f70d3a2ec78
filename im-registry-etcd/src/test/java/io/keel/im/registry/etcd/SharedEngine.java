package io.keel.im.registry.etcd;

import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.EtcdEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One engine for all the suites, and fresh state on it for each test. */
final class SharedEngine implements BeforeEachCallback, AfterEachCallback {

    private @Nullable Etcd fresh;

    Etcd etcd() {
        Etcd running = fresh;
        if (running == null) {
            throw new IllegalStateException("no test is running");
        }
        return running;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Engine engine = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedEngine.class))
                .computeIfAbsent(Engine.class, key -> EtcdEngine.start(), Engine.class);
        fresh = new Etcd(engine);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        etcd().close();
        fresh = null;
    }
}
