package io.keel.im.store.mysql;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.WorkerIds;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker ids for processes without a registry: each is a {@code GET_LOCK} on the schema, held on a connection of its own for as
 * long as the process lives, and beside it a mark in {@code worker_marks}.
 *
 * <p>A process that has the schema to itself, such as the embedded chat, lends but one: a second process that comes then is told
 * {@code UNAVAILABLE} and does not start.
 *
 * <p>The server frees the lock when the process dies, when its connection breaks, and after {@value #IDLE_SECONDS} seconds
 * without a word of it. A process whose connection broke takes its lock again if nobody has had it meanwhile.
 */
public final class MysqlWorkerIds implements WorkerIds, AutoCloseable {

    static final int IDLE_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(MysqlWorkerIds.class);
    private static final long RENEWAL_MILLIS = 500;
    private static final long CLOCK_POLL_MILLIS = 100;

    private final DataSource dataSource;
    private final int count;
    private final LongSupplier nanos;
    private final ScheduledThreadPoolExecutor timer;
    private final Set<WorkerLease> leases = ConcurrentHashMap.newKeySet();

    private MysqlWorkerIds(DataSource dataSource, int count, LongSupplier nanos) {
        if (count < 1 || count > SnowflakeIds.MAX_WORKER + 1) {
            throw new IllegalArgumentException("count: " + count + " (expected: 1..1024)");
        }
        this.dataSource = dataSource;
        this.count = count;
        this.nanos = nanos;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "im-mysql-worker-ids");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Lends the first worker ids of a schema that holds the tables.
     *
     * @param dataSource hands out connections, one for each lease; never closed here
     * @param count how many, 1 to 1,024
     */
    public static MysqlWorkerIds over(DataSource dataSource, int count) {
        return new MysqlWorkerIds(dataSource, count, System::nanoTime);
    }

    @Override
    public CompletionStage<Lease> lease(InstantSource clock) {
        CompletableFuture<Lease> lease = new CompletableFuture<>();
        later(0, () -> attempt(clock, lease), lease);
        return lease;
    }

    /** Releases what was lent, and lends no more. Closing twice is harmless. */
    @Override
    public void close() {
        timer.shutdownNow();
        leases.forEach(WorkerLease::release);
    }

    private void attempt(InstantSource clock, CompletableFuture<Lease> answer) {
        try {
            boolean clockIsBehind = false;
            for (int worker = 0; worker < count; worker++) {
                Optional<WorkerLock> lock = WorkerLock.take(dataSource, worker);
                if (lock.isEmpty()) {
                    continue;
                }
                if (lock.get().mark() < clock.millis()) {
                    lend(lock.get(), clock, answer);
                    return;
                }
                clockIsBehind = true;
                lock.get().close();
            }
            if (!clockIsBehind) {
                throw new ImException(ErrorCode.UNAVAILABLE, "all " + count + " worker ids of this schema are taken");
            }
            later(CLOCK_POLL_MILLIS, () -> attempt(clock, answer), answer);
        } catch (SQLException | RuntimeException e) {
            answer.completeExceptionally(SqlFailures.translate(e));
        }
    }

    private void lend(WorkerLock lock, InstantSource clock, CompletableFuture<Lease> answer) throws SQLException {
        WorkerLease lease = new WorkerLease(lock, dataSource, clock, nanos);
        lease.renew();
        var renewal = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        lease.renew();
                    } catch (SQLException | RuntimeException e) {
                        LOG.warn("worker id {} cannot be renewed", lease.worker(), e);
                    }
                },
                RENEWAL_MILLIS,
                RENEWAL_MILLIS,
                TimeUnit.MILLISECONDS);
        leases.add(lease);
        lease.ended().whenComplete((done, never) -> {
            renewal.cancel(false);
            leases.remove(lease);
        });
        answer.complete(lease);
    }

    private void later(long millis, Runnable task, CompletableFuture<?> answer) {
        try {
            timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new ImException(ErrorCode.UNAVAILABLE, "no more worker ids: closed", e));
        }
    }
}
