package io.keel.im.memory;

import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.ConfigStore;
import io.keel.im.spi.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A configuration in the memory of this process. Listeners are called by the thread that changes something, before the change
 * returns. Safe for use by several threads.
 */
public final class MemoryConfigSource implements ConfigStore {

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

    @Override
    public CompletionStage<Change> change(ConfigSnapshot seen, Map<String, Optional<String>> changes) {
        Map<String, String> values = new HashMap<>(seen.values());
        changes.forEach((key, value) -> value.ifPresentOrElse(text -> values.put(key, text), () -> values.remove(key)));
        ConfigSnapshot made;
        List<LatestValue<ConfigSnapshot>> told;
        synchronized (watches) {
            if (now.revision() != seen.revision()) {
                return CompletableFuture.completedFuture(new Change.Overtaken(now));
            }
            told = become(values);
            made = now;
        }
        told.forEach(LatestValue::drain);
        return CompletableFuture.completedFuture(new Change.Made(made));
    }

    private void change(Map<String, String> values) {
        List<LatestValue<ConfigSnapshot>> told;
        synchronized (watches) {
            told = become(values);
        }
        told.forEach(LatestValue::drain);
    }

    /** Under the lock; who was offered something is drained after it. */
    private List<LatestValue<ConfigSnapshot>> become(Map<String, String> values) {
        now = new ConfigSnapshot(now.revision() + 1, values);
        watches.forEach(watch -> watch.offer(now));
        return List.copyOf(watches);
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
