package io.keel.im.examples.embedded;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.examples.UsageException;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.Stores;
import io.keel.im.spi.WorkerIds;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.store.mysql.MysqlWorkerIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A database of the chat's own: what it stores, and its right to be the only process that does. */
final class MysqlBacking implements AutoCloseable {

    /** A process that has just died may have made ids up to a few seconds ahead. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MysqlStore store;
    private final MysqlWorkerIds workers;
    private final WorkerIds.Lease lease;

    private MysqlBacking(MysqlStore store, MysqlWorkerIds workers, WorkerIds.Lease lease) {
        this.store = store;
        this.workers = workers;
        this.lease = lease;
    }

    /**
     * Opens the database, with its tables made if need be.
     *
     * @throws UsageException if it cannot be reached, or another process has it
     */
    static MysqlBacking open(String url) {
        MysqlStore store;
        try {
            store = MysqlStore.builder(url).migrate(true).build();
        } catch (ImException failure) {
            throw new UsageException("--mysql: " + reason(failure), failure);
        }
        MysqlWorkerIds workers = MysqlWorkerIds.over(store.dataSource(), 1);
        try {
            WorkerIds.Lease lease = workers.lease(InstantSource.system())
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            return new MysqlBacking(store, workers, lease);
        } catch (CompletionException failure) {
            workers.close();
            store.close();
            boolean taken = failure.getCause() instanceof ImException known && known.code() == ErrorCode.UNAVAILABLE;
            throw new UsageException(
                    taken
                            ? "--mysql: another process uses this database"
                            : "--mysql: no worker id to be had: " + failure.getCause(),
                    failure);
        }
    }

    Stores stores() {
        return store.stores();
    }

    SnowflakeIds ids() {
        return lease.ids();
    }

    /** Ends when another process has taken the database. */
    CompletionStage<Void> lost() {
        return lease.lost();
    }

    @Override
    public void close() {
        workers.close();
        store.close();
    }

    private static String reason(ImException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return failure.getMessage() + " (" + root.getMessage() + ")";
    }
}
