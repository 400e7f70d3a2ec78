package io.keel.im.registry.etcd;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.keel.im.spi.Watch;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads and watches prefixes for one port, and ends its watches with it. */
final class PrefixWatches implements AutoCloseable {

    private final EtcdConnection etcd;
    private final Set<PrefixWatch> running = ConcurrentHashMap.newKeySet();

    PrefixWatches(EtcdConnection etcd) {
        this.etcd = etcd;
    }

    /** Reads all keys under a prefix, which ends with a slash. */
    CompletionStage<PrefixContent> read(String prefix) {
        return etcd.ask(get(prefix))
                .thenApply(read -> content(prefix, read, read.getHeader().getRevision()));
    }

    private CompletionStage<PrefixContent> readAlways(String prefix) {
        return etcd.askAlways(get(prefix))
                .thenApply(read -> content(prefix, read, read.getHeader().getRevision()));
    }

    private static Function<Client, CompletableFuture<GetResponse>> get(String prefix) {
        return client -> client.getKVClient()
                .get(
                        EtcdConnection.bytes(prefix),
                        GetOption.builder().isPrefix(true).build());
    }

    Watch watch(String prefix, Consumer<PrefixContent> listener) {
        PrefixWatch watch = new PrefixWatch(etcd, prefix, () -> readAlways(prefix), listener);
        running.add(watch);
        watch.start();
        return () -> {
            running.remove(watch);
            watch.close();
        };
    }

    @Override
    public void close() {
        running.forEach(PrefixWatch::close);
        running.clear();
    }

    /** What was read, at this revision. */
    static PrefixContent content(String prefix, GetResponse read, long revision) {
        Map<String, String> values = new HashMap<>();
        for (KeyValue kv : read.getKvs()) {
            values.put(EtcdConnection.text(kv.getKey()).substring(prefix.length()), EtcdConnection.text(kv.getValue()));
        }
        return new PrefixContent(revision, values);
    }
}
