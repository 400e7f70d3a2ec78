package io.keel.im.examples.config;

import io.keel.im.ImException;
import io.keel.im.examples.UsageException;
import io.keel.im.registry.etcd.EtcdConfigSource;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.ConfigStore;
import io.keel.im.spi.Watch;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** The configuration in etcd, for a command that waits. */
final class ConfigAccess implements AutoCloseable {

    /** How often a change that is overtaken is made again. */
    private static final int TRIES = 10;

    private final EtcdConnection etcd;
    private final EtcdConfigSource store;

    ConfigAccess(String endpoints) {
        this.etcd = EtcdConnection.open(endpoints);
        this.store = EtcdConfigSource.over(etcd);
    }

    /** What stands now. */
    ConfigSnapshot snapshot() {
        return await(store.snapshot());
    }

    /**
     * Changes what stands.
     *
     * @param judge makes the changes for a snapshot, or throws; called again when others have changed it meanwhile
     */
    Changed change(Function<ConfigSnapshot, Map<String, Optional<String>>> judge) {
        ConfigSnapshot seen = snapshot();
        for (int i = 0; i < TRIES; i++) {
            ConfigStore.Change change = await(store.change(seen, judge.apply(seen)));
            if (change instanceof ConfigStore.Change.Made made) {
                return new Changed(seen, made.now());
            }
            seen = ((ConfigStore.Change.Overtaken) change).now();
        }
        throw new UsageException("others change the configuration all the time: try again");
    }

    /** Hears of what stands, and of each change. */
    Watch watch(Consumer<ConfigSnapshot> listener) {
        return store.watch(listener);
    }

    @Override
    public void close() {
        store.close();
        etcd.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failure) {
            String reason = failure.getCause() instanceof ImException known ? known.getMessage() : failure.toString();
            throw new UsageException("etcd: " + reason, failure);
        }
    }

    /** A change that was made. */
    record Changed(ConfigSnapshot before, ConfigSnapshot now) {}
}
