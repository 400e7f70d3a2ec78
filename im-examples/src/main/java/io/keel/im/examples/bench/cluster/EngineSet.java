package io.keel.im.examples.bench.cluster;

import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.EtcdEngine;
import io.keel.im.testkit.engine.KafkaEngine;
import io.keel.im.testkit.engine.MysqlEngine;
import io.keel.im.testkit.engine.RedisEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The engines that ours and the ceilings share: those that the environment names, or some of this run's own. */
final class EngineSet implements AutoCloseable {

    /** By the variable that tells a process where it is. */
    private final Map<String, CompletableFuture<Engine>> engines = new LinkedHashMap<>();

    private EngineSet() {}

    /**
     * Starts all of them at once; returns when they serve.
     *
     * @throws IllegalStateException if one cannot be had; none is left running
     */
    static EngineSet start() {
        EngineSet set = new EngineSet();
        set.start(MysqlEngine.ADDRESS_VARIABLE, MysqlEngine::start);
        set.start(RedisEngine.ADDRESS_VARIABLE, RedisEngine::start);
        set.start(EtcdEngine.ADDRESS_VARIABLE, EtcdEngine::start);
        set.start(KafkaEngine.ADDRESS_VARIABLE, KafkaEngine::start);
        try {
            CompletableFuture.allOf(set.engines.values().toArray(CompletableFuture<?>[]::new))
                    .join();
            return set;
        } catch (CompletionException e) {
            set.close();
            throw new IllegalStateException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    private void start(String variable, Supplier<Engine> start) {
        engines.put(variable, CompletableFuture.supplyAsync(start));
    }

    /** A JDBC URL of a database of its own, which is made when a client comes. */
    String database(String name) {
        return MysqlEngine.withDatabase(address(MysqlEngine.ADDRESS_VARIABLE), name);
    }

    /** The addresses of brokers. */
    String brokers() {
        return address(KafkaEngine.ADDRESS_VARIABLE);
    }

    /** What a process finds in its environment so that it uses these. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        engines.forEach(
                (variable, engine) -> environment.put(variable, engine.join().address()));
        return environment;
    }

    /** The processes that were started here, by their kind. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (CompletableFuture<Engine> engine : engines.values()) {
            OptionalLong pid = engine.join().pid();
            pid.ifPresent(id -> pids.put(engine.join().kind(), id));
        }
        return pids;
    }

    @Override
    public void close() {
        for (CompletableFuture<Engine> engine : engines.values()) {
            engine.handle((started, failure) -> {
                if (started != null) {
                    started.close();
                }
                return null;
            });
        }
    }

    private String address(String variable) {
        CompletableFuture<Engine> engine = engines.get(variable);
        if (engine == null) {
            throw new IllegalArgumentException(variable);
        }
        return engine.join().address();
    }
}
