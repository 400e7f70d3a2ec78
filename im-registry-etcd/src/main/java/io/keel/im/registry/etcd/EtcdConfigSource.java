package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.ConfigStore;
import io.keel.im.spi.Watch;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Configuration as keys {@code /config/{key}} with plain texts as values; the revision is that of etcd. A change is one transaction,
 * which also writes {@code /config-changed}.
 */
public final class EtcdConfigSource implements ConfigStore {

    private static final String PREFIX = ConfigChange.PREFIX;

    private final EtcdConnection etcd;
    private final PrefixWatches watches;

    private EtcdConfigSource(EtcdConnection etcd) {
        this.etcd = etcd;
        this.watches = new PrefixWatches(etcd);
    }

    /** Makes the port over a connection. */
    public static EtcdConfigSource over(EtcdConnection etcd) {
        return new EtcdConfigSource(etcd);
    }

    /** Sets a key, for all processes; a failed stage bears {@code UNAVAILABLE}, and it may have been set nevertheless. */
    public CompletionStage<Void> put(String key, String value) {
        ByteSequence bytes = EtcdConnection.bytes(value);
        return etcd.ask(client -> client.getKVClient().put(EtcdConnection.bytes(PREFIX + key), bytes))
                .thenApply(put -> null);
    }

    /** Takes a key away, for all processes; a failed stage bears {@code UNAVAILABLE}. */
    public CompletionStage<Void> remove(String key) {
        return etcd.ask(client -> client.getKVClient().delete(EtcdConnection.bytes(PREFIX + key)))
                .thenApply(deleted -> null);
    }

    @Override
    public CompletionStage<Change> change(ConfigSnapshot seen, Map<String, Optional<String>> changes) {
        ConfigChange change = new ConfigChange(seen, changes);
        return etcd.ask(client -> change.prepare(client.getKVClient().txn()).commit())
                .thenApply(answer -> answer.isSucceeded()
                        ? new Change.Made(new ConfigSnapshot(answer.getHeader().getRevision(), change.made()))
                        : new Change.Overtaken(snapshot(PrefixWatches.content(
                                PREFIX,
                                answer.getGetResponses().get(0),
                                answer.getHeader().getRevision()))));
    }

    @Override
    public CompletionStage<ConfigSnapshot> snapshot() {
        return watches.read(PREFIX).thenApply(EtcdConfigSource::snapshot);
    }

    @Override
    public Watch watch(Consumer<ConfigSnapshot> listener) {
        return watches.watch(PREFIX, content -> listener.accept(snapshot(content)));
    }

    @Override
    public void close() {
        watches.close();
    }

    private static ConfigSnapshot snapshot(PrefixContent content) {
        return new ConfigSnapshot(content.revision(), content.values());
    }
}
