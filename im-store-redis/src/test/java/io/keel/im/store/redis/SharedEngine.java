package io.keel.im.store.redis;

import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.RedisEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One engine for all the suites, and fresh state on it for each test. */
final class SharedEngine implements BeforeEachCallback, AfterEachCallback {

    private @Nullable Redis fresh;

    Redis redis() {
        Redis running = fresh;
        if (running == null) {
            throw new IllegalStateException("no test is running");
        }
        return running;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Engine engine = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedEngine.class))
                .computeIfAbsent(Engine.class, key -> RedisEngine.start(), Engine.class);
        fresh = new Redis(engine);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        redis().close();
        fresh = null;
    }
}
