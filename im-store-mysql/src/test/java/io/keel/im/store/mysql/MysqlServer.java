package io.keel.im.store.mysql;

import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.MysqlEngine;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The server of a whole test run, started by the first class that asks for it and ended with the run. */
final class MysqlServer implements AutoCloseable {

    private final Engine engine = MysqlEngine.start();

    private MysqlServer() {}

    static Engine of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(MysqlServer.class))
                .computeIfAbsent(MysqlServer.class, key -> new MysqlServer(), MysqlServer.class)
                .engine;
    }

    @Override
    public void close() {
        engine.close();
    }
}
