package io.keel.im.registry.etcd;

import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A watch whose next revision the engine has forgotten. */
class CompactionIT {

    private static final String PREFIX = "/config/";

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Test
    void watchFromAForgottenRevisionReadsAnewAndGoesOn() {
        EtcdConnection process = engine.etcd().process();
        long old = engine.etcd().get(PREFIX).getHeader().getRevision();
        for (int i = 0; i < 10; i++) {
            engine.etcd().put(PREFIX + "n", Integer.toString(i));
        }
        engine.etcd().compact();
        PrefixWatches watches = new PrefixWatches(process);
        AtomicInteger readings = new AtomicInteger();
        AtomicReference<Map<String, String>> seen = new AtomicReference<>(Map.of());
        PrefixWatch watch = new PrefixWatch(
                process,
                PREFIX,
                () -> readings.getAndIncrement() == 0
                        ? CompletableFuture.completedFuture(new PrefixContent(old, Map.of()))
                        : watches.read(PREFIX),
                content -> seen.set(content.values()));

        watch.start();

        await().atMost(10, TimeUnit.SECONDS).until(() -> Map.of("n", "9").equals(seen.get()));
        engine.etcd().put(PREFIX + "n", "10");
        await().atMost(10, TimeUnit.SECONDS).until(() -> Map.of("n", "10").equals(seen.get()));
        watch.close();
    }

    @Test
    void runningWatchOutlivesACompaction() {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>(Map.of());
        EtcdConfigSource.over(engine.etcd().process()).watch(snapshot -> seen.set(snapshot.values()));
        engine.etcd().put(PREFIX + "n", "1");
        await().atMost(10, TimeUnit.SECONDS).until(() -> Map.of("n", "1").equals(seen.get()));

        engine.etcd().compact();
        engine.etcd().put(PREFIX + "n", "2");

        await().atMost(10, TimeUnit.SECONDS).until(() -> Map.of("n", "2").equals(seen.get()));
    }
}
