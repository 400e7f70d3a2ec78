package io.keel.im.registry.etcd;

import io.etcd.jetcd.options.PutOption;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An announced instance: a key under a lease, both made anew when the lease is gone. */
final class EtcdRegistration implements ServiceRegistry.Registration {

    private static final Logger LOG = LoggerFactory.getLogger(EtcdRegistration.class);
    private static final long RETRY_MILLIS = 500;

    private final EtcdConnection etcd;
    private final String key;
    private final ServiceInstance instance;
    private final Runnable lapsed;
    private final Consumer<EtcdRegistration> whenClosed;
    private volatile @Nullable EtcdLease lease;
    private volatile boolean closed;

    EtcdRegistration(
            EtcdConnection etcd,
            String key,
            ServiceInstance instance,
            Runnable lapsed,
            Consumer<EtcdRegistration> whenClosed) {
        this.etcd = etcd;
        this.key = key;
        this.instance = instance;
        this.lapsed = lapsed;
        this.whenClosed = whenClosed;
    }

    /** Announces for the first time; when that fails nothing is tried again. */
    CompletionStage<Void> announce() {
        return put().whenComplete((put, failure) -> {
            if (failure != null) {
                close();
            }
        });
    }

    private CompletionStage<Void> put() {
        return EtcdLease.grant(etcd, etcd.lease()).thenCompose(granted -> {
            PutOption underLease = PutOption.builder().withLeaseId(granted.id()).build();
            return etcd.askAlways(client -> client.getKVClient()
                            .put(
                                    EtcdConnection.bytes(key),
                                    EtcdConnection.bytes(InstanceCodec.encode(instance)),
                                    underLease))
                    .handle((put, failure) -> {
                        if (failure != null) {
                            // It may have been done nevertheless.
                            granted.end();
                            throw Failures.of(failure);
                        }
                        lease = granted;
                        granted.tellAs("service").keep(this::gone);
                        if (closed) {
                            granted.end();
                        }
                        return null;
                    });
        });
    }

    private void gone() {
        LOG.warn("{} has been forgotten by the registry; it is announced anew", instance);
        try {
            lapsed.run();
        } catch (RuntimeException e) {
            LOG.error("{}: the listener of lapses failed", instance, e);
        }
        putUntilItShows();
    }

    private void putUntilItShows() {
        if (closed) {
            return;
        }
        put().whenComplete((put, failure) -> {
            if (failure != null) {
                later();
            }
        });
    }

    private void later() {
        try {
            etcd.leases().schedule(this::putUntilItShows, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closed = true;
        }
    }

    @Override
    public ServiceInstance instance() {
        return instance;
    }

    @Override
    public boolean current() {
        EtcdLease held = lease;
        return !closed && held != null && held.good();
    }

    @Override
    public void close() {
        closed = true;
        EtcdLease held = lease;
        if (held != null) {
            held.end();
        }
        whenClosed.accept(this);
    }
}
