package io.keel.im.lock;

import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs work while it holds locks, or without those that it does not get in a short time. */
final class SparedContention {

    private static final Duration TTL = Duration.ofSeconds(5);
    private static final int TRIES = 5;
    private static final Executor LATER = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final Locks locks;

    SparedContention(Locks locks) {
        this.locks = locks;
    }

    /** Takes all locks at once, does the work, and gives them back. */
    <T> CompletionStage<T> under(Collection<String> names, Supplier<CompletionStage<T>> work) {
        List<CompletableFuture<Optional<Locks.Lease>>> leases = new ArrayList<>();
        names.forEach(name -> leases.add(lease(name, TRIES)));
        return CompletableFuture.allOf(leases.toArray(CompletableFuture<?>[]::new))
                .thenCompose(taken -> work.get())
                .whenComplete(
                        (done, failure) -> leases.forEach(lease -> lease.join().ifPresent(Locks.Lease::release)));
    }

    /** Never fails. */
    private CompletableFuture<Optional<Locks.Lease>> lease(String name, int tries) {
        return locks.tryLock(name, TTL)
                .thenCompose(lease -> lease.isPresent() || tries == 1
                        ? CompletableFuture.completedFuture(lease)
                        : CompletableFuture.supplyAsync(() -> lease(name, tries - 1), LATER)
                                .thenCompose(later -> later))
                .exceptionally(unavailable -> Optional.empty())
                .toCompletableFuture();
    }
}
