package io.keel.im.store.mysql;

import static org.awaitility.Awaitility.await;

import io.keel.im.spi.WorkerIds;
import io.keel.im.testkit.tck.WorkerIdsTck;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlWorkerIdsIT extends WorkerIdsTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private final List<AutoCloseable> opened = new ArrayList<>();

    @Override
    protected List<WorkerIds> newWorkerIds(int count) {
        SCHEMA.sql("DELETE FROM worker_marks");
        MysqlWorkerIds one = MysqlWorkerIds.over(SCHEMA.dataSource(), count);
        MysqlWorkerIds other = MysqlWorkerIds.over(SCHEMA.dataSource(), count);
        opened.addAll(List.of(one, other));
        return List.of(one, other);
    }

    /** Ends the holder's connection, and is quicker than the holder to take its lock. */
    @Override
    protected void lapse(int worker) throws SQLException {
        SCHEMA.sql("KILL "
                + SCHEMA.number(
                        "SELECT IS_USED_LOCK(CONCAT('im-worker-', ?, '-', LEFT(SHA2(DATABASE(), 256), 40)))", worker));
        // The server lets go of the lock when the connection has ended, which is soon after KILL has.
        WorkerLock other = await().pollInterval(Duration.ofMillis(1))
                .until(() -> WorkerLock.take(SCHEMA.dataSource(), worker), Optional::isPresent)
                .orElseThrow();
        other.raise(other.mark() + 1);
        opened.add(other);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }
}
