package io.keel.im.memory;

import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.ConfigSource;
import io.keel.im.spi.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A configuration in the memory of this process. Listeners are called by the thread that changes something, before the change
 * returns. Safe for use by several threads.
 */
public final class MemoryConfigSource implements ConfigSource {

    private final List<LatestValue<ConfigSnapshot>> watches = new ArrayList<>();
    private ConfigSnapshot now = new ConfigSnapshot(0, Map.of());

    /** Sets a key. */
    public void put(String key, String value) {
        Map<String, String> values = new HashMap<>(present().values());
        values.put(key, value);
        change(values);
    }

    /** Takes a key away. */
    public void remove(String key) {
        Map<String, String> values = new HashMap<>(present().values());
        values.remove(key);
        change(values);
    }

    private void change(Map<String, String> values) {
        List<LatestValue<ConfigSnapshot>> told;
        synchronized (watches) {
            now = new ConfigSnapshot(now.revision() + 1, values);
            told = List.copyOf(watches);
            told.forEach(watch -> watch.offer(now));
        }
        told.forEach(LatestValue::drain);
    }

    private ConfigSnapshot present() {
        synchronized (watches) {
            return now;
        }
    }

    @Override
    public CompletionStage<ConfigSnapshot> snapshot() {
        return CompletableFuture.completedFuture(present());
    }

    @Override
    public Watch watch(Consumer<ConfigSnapshot> listener) {
        LatestValue<ConfigSnapshot> watch = new LatestValue<>(listener);
        synchronized (watches) {
            watches.add(watch);
            watch.offer(now);
        }
        watch.drain();
        return () -> {
            watch.end();
            synchronized (watches) {
                watches.remove(watch);
            }
        };
    }

    @Override
    public void close() {
        synchronized (watches) {
            watches.forEach(LatestValue::end);
            watches.clear();
        }
    }
}
