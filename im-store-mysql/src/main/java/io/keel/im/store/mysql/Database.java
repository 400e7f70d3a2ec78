package io.keel.im.store.mysql;

import io.keel.im.ImException;
import io.keel.im.guard.Guard;
import io.keel.im.guard.Permit;
import io.keel.im.guard.ShedException;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.telemetry.StoreTelemetry;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Runs statements on threads of its own, so that no caller waits: one thread per connection, with a bounded queue before
 * them. What does not fit fails with {@code UNAVAILABLE}.
 *
 * <p>A server that hangs takes every connection and keeps it for as long as its socket may be silent. So nobody joins a line that
 * has not moved for a while, and who has stood in it for too long is told so instead of being served late, when he has gone. The
 * guard stands before the line: while it is open nobody joins it. Appends do not stand in it, and are never refused: whoever
 * brings them brings them again until they are stored.
 */
final class Database implements AutoCloseable {

    /** How often a transaction is run before a conflict is passed on. */
    private static final int ATTEMPTS = 20;

    /**
     * How long a transaction may stand still before the server ends it, in seconds: a process that sleeps, or whose machine has
     * vanished, is not to keep rows locked that others need.
     */
    static final int IDLE_TRANSACTION_SECONDS = 5;

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CLOSE_SECONDS = 10;

    /** Nobody joins a line that has not moved for so long: those in it will wait for longer than they can. */
    private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Who has stood in the line for so long is not served any more. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Jdbi jdbi;
    private final boolean readsCommitted;
    private final StoreTelemetry telemetry;
    private final ThreadPoolExecutor threads;
    private final Guard guard;
    private final LongSupplier nanos;

    /** When somebody last joined an empty line, or was served, by the monotonic clock. */
    private volatile long moved;

    /** Whether the server is told at each transaction for how long it may stand still: MySQL has no other way. */
    private volatile boolean limitsTransactions;

    /**
     * Makes it.
     *
     * @param readsCommitted whether connections come with {@code READ COMMITTED}; where not, each transaction sets it
     * @param settings how many threads, and so connections, it uses at once; how many questions may wait; the clock
     * @param guard stands before all that is asked
     */
    Database(Jdbi jdbi, boolean readsCommitted, MysqlStoreBuilder settings, Guard guard) {
        this.jdbi = jdbi;
        this.readsCommitted = readsCommitted;
        this.telemetry = settings.telemetry();
        this.threads = pool("im-mysql", settings.connections(), settings.queueCapacity());
        this.guard = guard;
        this.nanos = settings.nanos();
        this.moved = nanos.getAsLong();
    }

    /** Makes a pool of named daemon threads that end when there is nothing to do. */
    static ThreadPoolExecutor pool(String name, int size, int queueCapacity) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queueCapacity), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Asks something by statements that need no transaction. */
    <T> CompletionStage<T> ask(Work<T> work) {
        return submit(() -> jdbi.withHandle(work::run));
    }

    /** Changes something in a transaction; conflicts with others run it again. */
    <T> CompletionStage<T> change(Work<T> work) {
        return submit(() -> transaction(work));
    }

    /** Asks something now, on the caller's thread. */
    <T> T askNow(Work<T> work) {
        try {
            return jdbi.withHandle(work::run);
        } catch (SQLException | RuntimeException e) {
            throw SqlFailures.translate(e);
        }
    }

    /**
     * Runs a transaction now, on the caller's thread, whatever became of those before; conflicts with others run it again.
     *
     * @throws ImException if it fails
     */
    <T> T append(Work<T> work) {
        Permit permit = guard.enterAlways();
        try {
            T result = transaction(work);
            permit.ended(CallOutcome.OK);
            return result;
        } catch (RuntimeException | Error e) {
            permit.ended(SqlFailures.outcome(e));
            throw e;
        }
    }

    private <T> T transaction(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (limitsTransactions) {
                    return jdbi.withHandle(handle -> limited(handle, work));
                }
                return readsCommitted
                        ? jdbi.inTransaction(work::run)
                        : jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::run);
            } catch (SQLException | RuntimeException e) {
                if (attempt == ATTEMPTS || !SqlFailures.isConflict(e)) {
                    throw SqlFailures.translate(e);
                }
                telemetry.collided();
                // Those who have met once would meet again.
                LockSupport.parkNanos(
                        ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS * attempt / ATTEMPTS + 1));
            }
        }
    }

    /** Has each transaction tell the server for how long it may stand still. */
    void limitTransactions() {
        limitsTransactions = true;
    }

    private static <T> T limited(Handle handle, Work<T> work) throws SQLException {
        handle.execute("SET SESSION wait_timeout = " + IDLE_TRANSACTION_SECONDS);
        try {
            return handle.inTransaction(work::run);
        } finally {
            unlimit(handle);
        }
    }

    private static void unlimit(Handle handle) {
        try {
            handle.execute("SET SESSION wait_timeout = DEFAULT");
        } catch (RuntimeException gone) {
            // The connection has broken: the pool finds that out, and what broke it is told already.
        }
    }

    /** How many questions wait. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** Runs short tasks that wait for nothing: on the threads here, or on the caller's when those are too busy. */
    Executor completions() {
        return task -> {
            // Whoever comes next is not to take these for a line that stands.
            standsStill(nanos.getAsLong());
            try {
                threads.execute(task);
            } catch (RejectedExecutionException busy) {
                task.run();
            }
        };
    }

    /** Lets what is under way end, for up to 10 seconds, and takes nothing any more. */
    @Override
    public void close() {
        end(threads);
    }

    /** Lets a pool's tasks end, for up to 10 seconds. */
    static void end(ThreadPoolExecutor pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private <T> CompletionStage<T> submit(Task<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Permit permit;
        try {
            permit = guard.enter();
        } catch (ShedException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        long asked = nanos.getAsLong();
        if (standsStill(asked)) {
            return shed(permit, "the store has not answered for a while");
        }
        try {
            threads.execute(() -> serve(task, asked, permit, answer));
        } catch (RejectedExecutionException e) {
            return shed(permit, "the store has more to do than it can");
        }
        return answer;
    }

    private <T> void serve(Task<T> task, long asked, Permit permit, CompletableFuture<T> answer) {
        long begun = nanos.getAsLong();
        moved = begun;
        if (begun - asked > LONGEST_WAIT_NANOS) {
            permit.ended(CallOutcome.REJECTED);
            answer.completeExceptionally(new ShedException("the store has more to do than it can"));
            return;
        }
        T result;
        try {
            result = task.run();
        } catch (SQLException | RuntimeException | Error e) {
            moved = nanos.getAsLong();
            permit.ended(SqlFailures.outcome(e));
            answer.completeExceptionally(SqlFailures.translate(e));
            return;
        }
        moved = nanos.getAsLong();
        permit.ended(CallOutcome.OK);
        answer.complete(result);
    }

    /** Tells whether all threads have been waiting for their answers for long, and others for them. */
    private boolean standsStill(long now) {
        if (now - moved <= STANDSTILL_NANOS) {
            return false;
        }
        if (threads.getQueue().isEmpty()) {
            moved = now;
            return false;
        }
        return true;
    }

    private static <T> CompletionStage<T> shed(Permit permit, String why) {
        permit.ended(CallOutcome.REJECTED);
        return CompletableFuture.failedFuture(new ShedException(why));
    }

    /** Statements on one connection. */
    @FunctionalInterface
    interface Work<T> {

        T run(Handle handle) throws SQLException;
    }

    @FunctionalInterface
    private interface Task<T> {

        T run() throws SQLException;
    }
}
