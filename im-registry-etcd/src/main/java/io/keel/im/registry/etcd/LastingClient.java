package io.keel.im.registry.etcd;

import io.etcd.jetcd.Client;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's client, made anew while the engine gives no answers: the client waits longer and longer between two attempts to
 * connect, up to two minutes, and cannot be told not to.
 *
 * <p>{@link #answered} and {@link #failed} are called by one thread, {@link #get} by any. What ran over the old client fails, and
 * whoever asked for it asks again, of the new one; leases and keys belong to no client.
 */
final class LastingClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LastingClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<Client> maker;
    private final LongSupplier nanos;
    private volatile Client client;
    private volatile boolean closed;
    private boolean away;
    private long quietSince;

    LastingClient(Supplier<Client> maker, LongSupplier nanos) {
        this.maker = maker;
        this.nanos = nanos;
        this.client = maker.get();
    }

    Client get() {
        return client;
    }

    /** The engine has answered, be it with a refusal. */
    void answered() {
        if (away) {
            away = false;
            LOG.info("etcd answers again");
        }
    }

    /** A call failed; one that was refused was answered. */
    void failed(Throwable failure) {
        if (Failures.isNotFound(failure)) {
            answered();
            return;
        }
        long now = nanos.getAsLong();
        if (!away) {
            away = true;
            quietSince = now;
            LOG.warn("etcd does not answer: {}", failure.toString());
        } else if (now - quietSince > PATIENCE.toNanos() && !closed) {
            quietSince = now;
            Client old = client;
            client = maker.get();
            old.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
