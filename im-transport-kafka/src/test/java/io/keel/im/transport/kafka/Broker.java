package io.keel.im.transport.kafka;

import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.KafkaEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One broker for all the suites, with topics of each test's own. */
final class Broker implements BeforeEachCallback, AfterEachCallback {

    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable Engine engine;
    private String prefix = "";

    String address() {
        if (engine == null) {
            throw new IllegalStateException("no test is running");
        }
        return engine.address();
    }

    /** What stands before the names of this test's topics. */
    String prefix() {
        return prefix;
    }

    /** A bus on this test's topics, closed after the test. */
    KafkaBusBuilder bus() {
        return KafkaBus.builder(address()).prefix(prefix).partitions(4);
    }

    KafkaTasks tasks() {
        return closing(KafkaTasks.open(address(), prefix, Map.of()));
    }

    /** Reads topics of this test. */
    KafkaClients clients() {
        return new KafkaClients(address(), Map.of(), 1 << 20);
    }

    <T extends AutoCloseable> T closing(T opened) {
        open.add(0, opened);
        return opened;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        engine = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Broker.class))
                .computeIfAbsent(Engine.class, key -> KafkaEngine.start(), Engine.class);
        prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
    }
}
