package io.keel.im.registry.etcd;

import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a prefix: reads it at a revision, watches from the next one on, and begins anew whenever the watch stumbles.
 *
 * <p>The client resumes most watches by itself, but not after a compaction or without a leader, and a watch that it resumes before
 * it has caught up starts from the server's present revision: changes in between are gone. Reading anew costs one request and
 * is right in each of these cases.
 *
 * <p>Every callback of the client is handed over to the connection's thread of changes, and one of a watch that has been replaced
 * is dropped there.
 */
final class PrefixWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrefixWatch.class);
    private static final long RETRY_MILLIS = 500;

    private final EtcdConnection etcd;
    private final String prefix;
    private final Supplier<CompletionStage<PrefixContent>> reading;
    private final Consumer<PrefixContent> listener;
    private volatile boolean closed;
    // The rest is touched by the thread of changes alone.
    private int life;
    private Watch.@Nullable Watcher watcher;
    private @Nullable PrefixContent told;
    private final Map<String, String> values = new HashMap<>();

    PrefixWatch(
            EtcdConnection etcd,
            String prefix,
            Supplier<CompletionStage<PrefixContent>> reading,
            Consumer<PrefixContent> listener) {
        this.etcd = etcd;
        this.prefix = prefix;
        this.reading = reading;
        this.listener = listener;
    }

    void start() {
        run(this::read);
    }

    @Override
    public void close() {
        closed = true;
        run(this::endWatcher);
    }

    private void read() {
        if (closed) {
            return;
        }
        int mine = ++life;
        endWatcher();
        reading.get()
                .whenComplete((content, failure) -> run(() -> {
                    if (closed || mine != life) {
                        return;
                    }
                    if (failure != null) {
                        again(failure);
                    } else {
                        follow(content);
                    }
                }));
    }

    private void follow(PrefixContent content) {
        int mine = life;
        values.clear();
        values.putAll(content.values());
        tell(content);
        WatchOption option = WatchOption.builder()
                .isPrefix(true)
                .withRequireLeader(true)
                .withRevision(content.revision() + 1)
                .build();
        try {
            watcher = etcd.client()
                    .getWatchClient()
                    .watch(
                            EtcdConnection.bytes(prefix),
                            option,
                            Watch.listener(
                                    response -> runIn(mine, () -> changed(response)),
                                    failure -> runIn(mine, () -> again(failure)),
                                    () -> runIn(mine, () -> again(null))));
        } catch (RuntimeException e) {
            again(e);
        }
    }

    private void changed(WatchResponse response) {
        for (WatchEvent event : response.getEvents()) {
            String key = EtcdConnection.text(event.getKeyValue().getKey()).substring(prefix.length());
            if (event.getEventType() == WatchEvent.EventType.PUT) {
                values.put(key, EtcdConnection.text(event.getKeyValue().getValue()));
            } else {
                values.remove(key);
            }
        }
        tell(new PrefixContent(response.getHeader().getRevision(), values));
    }

    /** Begins anew after a while; what the old watch still says is not heard. */
    private void again(@Nullable Throwable failure) {
        LOG.debug("the watch of {} begins anew", prefix, failure);
        life++;
        endWatcher();
        try {
            etcd.changes().schedule(this::read, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closed = true;
        }
    }

    private void tell(PrefixContent content) {
        if (closed || (told != null && told.values().equals(content.values()))) {
            return;
        }
        told = content;
        try {
            listener.accept(content);
        } catch (RuntimeException e) {
            LOG.error("a listener of {} failed", prefix, e);
        }
    }

    private void endWatcher() {
        Watch.Watcher old = watcher;
        watcher = null;
        if (old != null) {
            old.close();
        }
    }

    private void runIn(int itsLife, Runnable task) {
        run(() -> {
            if (!closed && itsLife == life) {
                task.run();
            }
        });
    }

    private void run(Runnable task) {
        try {
            etcd.changes().execute(task);
        } catch (RejectedExecutionException e) {
            closed = true;
        }
    }
}
