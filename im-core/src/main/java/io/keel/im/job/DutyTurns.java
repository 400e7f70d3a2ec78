package io.keel.im.job;

import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turns of one duty: waits for its lock, and does the duty while it has it. Safe for use by several threads. */
final class DutyTurns {

    private static final Logger LOG = LoggerFactory.getLogger(DutyTurns.class);

    /** How often a process without the lock asks for it. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Duration period;
    private final Duty duty;
    private final Supplier<CompletionStage<Optional<Locks.Lease>>> lock;
    private final Function<Duration, Executor> delays;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Locks.@Nullable Lease lease;
    private boolean busy;
    private boolean over;

    DutyTurns(
            String name,
            Duration period,
            Duty duty,
            Supplier<CompletionStage<Optional<Locks.Lease>>> lock,
            Function<Duration, Executor> delays) {
        this.name = name;
        this.period = period;
        this.duty = duty;
        this.lock = lock;
        this.delays = delays;
    }

    void start() {
        after(Duration.ZERO);
    }

    /** Ends; the future does when nothing is in hand and the lock is given back. */
    synchronized CompletableFuture<Void> end() {
        boolean first = !over;
        over = true;
        if (first && !busy) {
            release();
        }
        return ended;
    }

    private void after(Duration pause) {
        delays.apply(pause).execute(this::turn);
    }

    private void turn() {
        Locks.Lease held;
        synchronized (this) {
            if (over || busy) {
                return;
            }
            busy = true;
            held = lease;
        }
        if (held != null && held.held()) {
            run(held);
            return;
        }
        ask().whenComplete((found, failure) -> {
            if (failure != null) {
                LOG.warn("the lock of duty {} cannot be asked for: {}", name, failure.toString());
            }
            if (failure != null || found.isEmpty()) {
                pause(null, PATIENCE);
            } else {
                LOG.info("duty {} is done here from now on", name);
                run(found.get());
            }
        });
    }

    private void run(Locks.Lease held) {
        attempt(() -> duty.run(held)).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("duty {} failed, again in {}", name, period, failure);
            }
            pause(held, held.held() ? period : PATIENCE);
        });
    }

    private void pause(Locks.@Nullable Lease held, Duration pause) {
        synchronized (this) {
            busy = false;
            lease = held;
            if (over) {
                release();
                return;
            }
        }
        after(pause);
    }

    private CompletionStage<Optional<Locks.Lease>> ask() {
        return attempt(lock);
    }

    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void release() {
        Locks.Lease held = lease;
        lease = null;
        if (held == null) {
            ended.complete(null);
        } else {
            held.release().whenComplete((released, failure) -> ended.complete(null));
        }
    }
}
