package io.keel.im.store.mysql;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Runs statements on threads of its own, so that no caller waits: one thread per connection, with a bounded queue before
 * them. What does not fit fails with {@code UNAVAILABLE}.
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

    private final Jdbi jdbi;
    private final boolean readsCommitted;
    private final ThreadPoolExecutor threads;

    /** Whether the server is told at each transaction for how long it may stand still: MySQL has no other way. */
    private volatile boolean limitsTransactions;

    /**
     * Makes it.
     *
     * @param readsCommitted whether connections come with {@code READ COMMITTED}; where not, each transaction sets it
     * @param connections how many threads, and so connections, it uses at once
     * @param queueCapacity how many questions may wait
     */
    Database(Jdbi jdbi, boolean readsCommitted, int connections, int queueCapacity) {
        this.jdbi = jdbi;
        this.readsCommitted = readsCommitted;
        this.threads = pool("im-mysql", connections, queueCapacity);
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
     * Runs a transaction now, on the caller's thread; conflicts with others run it again.
     *
     * @throws ImException if it fails
     */
    <T> T transaction(Work<T> work) {
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

    /** Runs short tasks that wait for nothing: on the threads here, or on the caller's when those are too busy. */
    Executor completions() {
        return task -> {
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
        try {
            threads.execute(() -> {
                T result;
                try {
                    result = task.run();
                } catch (SQLException | RuntimeException | Error e) {
                    answer.completeExceptionally(SqlFailures.translate(e));
                    return;
                }
                answer.complete(result);
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    new ImException(ErrorCode.UNAVAILABLE, "the store has more to do than it can", e));
        }
        return answer;
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
