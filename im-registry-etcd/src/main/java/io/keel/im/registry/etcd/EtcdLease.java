package io.keel.im.registry.etcd;

import io.keel.im.spi.telemetry.LeaseState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lease of the engine, renewed until it is given back or the engine says that it is gone.
 *
 * <p>The client's own renewal keeps its deadlines on the wall clock and does not tell when it asked, so this asks by itself: a lease
 * is good for its length after the moment at which its last renewal that was answered was <em>asked for</em>, less a margin of
 * a tenth. A lease that is not good may become good again, when the engine was away and still knows it; one that is gone stays
 * gone.
 *
 * <p>All but {@link #good()} and {@link #end()} runs on the connection's thread of leases.
 */
final class EtcdLease {

    private static final Logger LOG = LoggerFactory.getLogger(EtcdLease.class);
    private static final long MARGIN = 10;
    private static final Duration RETRY = Duration.ofMillis(500);

    private final EtcdConnection etcd;
    private final long id;
    private final Duration ttl;
    private volatile long goodUntil;
    private volatile boolean over;
    private Supplier<CompletionStage<Boolean>> along = () -> CompletableFuture.completedFuture(true);
    private @Nullable Runnable lapsed;
    private Runnable gone = () -> {};
    private Consumer<LeaseState> told = state -> {};

    private EtcdLease(EtcdConnection etcd, long id, Duration ttl, long asked) {
        this.etcd = etcd;
        this.id = id;
        this.ttl = ttl;
        this.goodUntil = endOf(asked);
    }

    /** Asks for a lease; it is not renewed before {@link #keep}. */
    static CompletionStage<EtcdLease> grant(EtcdConnection etcd, Duration ttl) {
        long asked = etcd.nanos().getAsLong();
        long seconds = Math.max(1, ttl.plusMillis(999).toSeconds());
        return etcd.askAlways(client -> client.getLeaseClient().grant(seconds))
                .thenApply(granted -> new EtcdLease(etcd, granted.getID(), ttl, asked));
    }

    long id() {
        return id;
    }

    Duration ttl() {
        return ttl;
    }

    /** Tells, by the monotonic clock, whether the engine is certain to hold it still. */
    boolean good() {
        return !over && goodUntil - etcd.nanos().getAsLong() > 0;
    }

    /**
     * Has something done with each renewal.
     *
     * @param step tells whether what the lease was for is still ours; a renewal counts only if it is, and a lease whose object is not
     *     is gone
     */
    EtcdLease along(Supplier<CompletionStage<Boolean>> step) {
        this.along = step;
        return this;
    }

    /** Has something called, once, when it has not been good for the first time. */
    EtcdLease whenLapsed(Runnable listener) {
        this.lapsed = listener;
        return this;
    }

    /** Has its states told, from {@link #keep} on, under a name. */
    EtcdLease tellAs(String name) {
        this.told = state -> etcd.telemetry().lease(name, state);
        return this;
    }

    /** Starts to renew it. */
    void keep(Runnable whenGone) {
        this.gone = whenGone;
        told.accept(LeaseState.HELD);
        after(etcd.renewalOf(ttl), this::renew);
        if (lapsed != null) {
            guard();
        }
    }

    /** Gives it back, with all that hangs on it; what fails runs out. */
    CompletionStage<Void> end() {
        if (!over) {
            told.accept(LeaseState.RELEASED);
        }
        over = true;
        CompletionStage<Void> end = etcd.askAlways(
                        client -> client.getLeaseClient().revoke(id))
                .handle((revoked, failure) -> {
                    if (failure != null && !Failures.isNotFound(failure)) {
                        LOG.info(
                                "lease {} could not be given back and runs out: {}",
                                Long.toHexString(id),
                                failure.getMessage());
                    }
                    return null;
                });
        etcd.beforeClosing(end);
        return end;
    }

    private void renew() {
        if (over) {
            return;
        }
        long asked = etcd.nanos().getAsLong();
        etcd.askAlways(client -> client.getLeaseClient().keepAliveOnce(id))
                .thenCompose(renewed -> along.get())
                .whenComplete((ours, failure) -> renewed(asked, ours, failure));
    }

    private void renewed(long asked, @Nullable Boolean ours, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        if (failure == null && Boolean.TRUE.equals(ours)) {
            goodUntil = endOf(asked);
            told.accept(LeaseState.HELD);
            after(etcd.renewalOf(ttl), this::renew);
        } else if (failure == null || Failures.isNotFound(failure)) {
            over = true;
            LOG.warn("lease {} is gone", Long.toHexString(id));
            told.accept(LeaseState.LOST);
            gone.run();
        } else {
            LOG.debug("lease {} was not renewed", Long.toHexString(id), failure);
            if (!good()) {
                told.accept(LeaseState.DOUBTFUL);
            }
            after(RETRY, this::renew);
        }
    }

    private void guard() {
        long left = goodUntil - etcd.nanos().getAsLong();
        if (over) {
            return;
        }
        if (left > 0) {
            after(Duration.ofNanos(left), this::guard);
        } else if (lapsed != null) {
            lapsed.run();
        }
    }

    private long endOf(long asked) {
        long nanos = ttl.toNanos();
        return asked + nanos - nanos / MARGIN;
    }

    private void after(Duration delay, Runnable task) {
        try {
            etcd.leases().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            over = true;
        }
    }
}
