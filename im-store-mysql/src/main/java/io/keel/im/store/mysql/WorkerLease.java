package io.keel.im.store.mysql;

import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.WorkerIds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A worker id that is held. Ids are made up to the mark, and the mark is raised on the connection that holds the lock: so whatever
 * this process believes, it makes no id that the next holder may make.
 *
 * <p>The mark is kept only a little ahead of the clock. Who starts again after a crash waits until the clock has passed it; and while
 * the database is away there is nothing to make ids for.
 */
final class WorkerLease implements WorkerIds.Lease {

    private static final long AHEAD_MILLIS = 3_000;

    private static final long IDLE_NANOS =
            Duration.ofSeconds(MysqlWorkerIds.IDLE_SECONDS).toNanos();

    /** Some time before the server would give up on us. */
    private static final long HELD_NANOS = IDLE_NANOS - Duration.ofSeconds(2).toNanos();

    private final DataSource dataSource;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final int worker;
    private final SnowflakeIds ids;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Null while the connection is gone. Guarded by this. */
    private @Nullable WorkerLock lock;

    private volatile long mark;
    private volatile long renewedAt;
    private volatile boolean over;

    WorkerLease(WorkerLock lock, DataSource dataSource, InstantSource clock, LongSupplier nanos) {
        this.lock = lock;
        this.dataSource = dataSource;
        this.clock = clock;
        this.nanos = nanos;
        this.worker = lock.worker();
        this.mark = lock.mark();
        this.renewedAt = nanos.getAsLong();
        this.ids = SnowflakeIds.fenced(worker, clock, lock.mark(), () -> held() ? mark : Long.MIN_VALUE);
    }

    @Override
    public int worker() {
        return worker;
    }

    @Override
    public SnowflakeIds ids() {
        return ids;
    }

    @Override
    public boolean held() {
        return !over && nanos.getAsLong() - renewedAt < HELD_NANOS;
    }

    @Override
    public CompletionStage<Void> lost() {
        return lost.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> release() {
        synchronized (this) {
            over = true;
            WorkerLock held = lock;
            lock = null;
            if (held != null) {
                held.close();
            }
        }
        ended.complete(null);
        return CompletableFuture.completedFuture(null);
    }

    /** Ends with the lease, whichever way that ends. */
    CompletionStage<Void> ended() {
        return ended;
    }

    /** Raises the mark; a lock that went with its connection is taken again if nobody has had it. */
    synchronized void renew() throws SQLException {
        if (over) {
            return;
        }
        long asked = nanos.getAsLong();
        WorkerLock held = lock;
        if (held == null) {
            held = takeAgain();
            if (held == null) {
                return;
            }
            lock = held;
        }
        long next = Math.max(mark, clock.millis() + AHEAD_MILLIS);
        try {
            held.raise(next);
        } catch (SQLException e) {
            held.abandon();
            lock = null;
            throw e;
        }
        mark = next;
        renewedAt = asked;
    }

    /**
     * Takes the lock again; returns null if it cannot be had. The server may believe for a while that our connection of before
     * still lives, so it is lost for certain only when somebody else has raised the mark, or after that while.
     */
    private @Nullable WorkerLock takeAgain() throws SQLException {
        Optional<WorkerLock> taken = WorkerLock.take(dataSource, worker);
        if (taken.isPresent() && taken.get().mark() == mark) {
            return taken.get();
        }
        taken.ifPresent(WorkerLock::close);
        boolean waited = nanos.getAsLong() - renewedAt > IDLE_NANOS;
        if (taken.isPresent() || waited || WorkerLock.mark(dataSource, worker) != mark) {
            over = true;
            ended.complete(null);
            lost.complete(null);
        }
        return null;
    }
}
