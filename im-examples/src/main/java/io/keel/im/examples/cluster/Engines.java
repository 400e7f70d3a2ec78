package io.keel.im.examples.cluster;

import io.keel.im.examples.UsageException;
import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.EtcdEngine;
import io.keel.im.testkit.engine.KafkaEngine;
import io.keel.im.testkit.engine.MysqlEngine;
import io.keel.im.testkit.engine.RedisEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The four engines, each of which is given by a variable of the environment or started here, installed first if need be. */
final class Engines {

    /** How a role is told where an engine of each kind is. */
    private static final Map<String, String> OPTIONS =
            Map.of("mysql", "--mysql", "redis", "--redis", "etcd", "--etcd", "kafka", "--kafka");

    private final List<EngineWorker> workers;

    private Engines(List<EngineWorker> workers) {
        this.workers = List.copyOf(workers);
    }

    /** Starts all of them at once; returns when they serve. When one cannot be had, none is left running. */
    static Engines start(Announcements announcements) {
        Map<String, Supplier<Engine>> kinds = new LinkedHashMap<>();
        kinds.put("mysql", MysqlEngine::start);
        kinds.put("redis", RedisEngine::start);
        kinds.put("etcd", EtcdEngine::start);
        kinds.put("kafka", KafkaEngine::start);
        ExecutorService threads = Executors.newFixedThreadPool(kinds.size());
        List<CompletableFuture<EngineWorker>> starts = new ArrayList<>();
        kinds.forEach((kind, start) -> starts.add(CompletableFuture.supplyAsync(
                () -> {
                    announcements.say(kind, "starts");
                    EngineWorker worker = new EngineWorker(start.get());
                    announcements.say(kind, (worker.ours() ? "runs at " : "was given: ") + worker.url());
                    return worker;
                },
                threads)));
        threads.shutdown();
        List<EngineWorker> started = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (CompletableFuture<EngineWorker> each : starts) {
            try {
                started.add(each.join());
            } catch (CompletionException failure) {
                failures.add(String.valueOf(
                        Objects.requireNonNullElse(failure.getCause(), failure).getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            started.forEach(EngineWorker::stop);
            throw new UsageException(String.join("; ", failures));
        }
        return new Engines(started);
    }

    List<EngineWorker> workers() {
        return workers;
    }

    /** Tells a role where they are. Given ones may hold passwords: of those it learns by the environment, as we did. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (EngineWorker worker : workers) {
            if (worker.ours()) {
                arguments.add(OPTIONS.get(worker.role()));
                arguments.add(worker.address());
            }
        }
        return arguments;
    }

    void stop() {
        workers.parallelStream().forEach(EngineWorker::stop);
    }
}
