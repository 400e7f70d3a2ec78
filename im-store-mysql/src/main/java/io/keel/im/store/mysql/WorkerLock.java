package io.keel.im.store.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The lock of one worker id, on a connection of its own: the server frees it when the connection ends. Its mark is raised on that very
 * connection, so that only the holder can. Used by one thread at a time.
 */
final class WorkerLock implements AutoCloseable {

    /** One of many schemas on the server; the server takes names of up to 64 characters. */
    private static final String NAME = "CONCAT('im-worker-', ?, '-', LEFT(SHA2(DATABASE(), 256), 40))";

    private static final String MARK = "SELECT COALESCE((SELECT mark FROM worker_marks WHERE worker = ?), 0)";

    private final Connection connection;
    private final int worker;
    private final long mark;

    private WorkerLock(Connection connection, int worker, long mark) {
        this.connection = connection;
        this.worker = worker;
        this.mark = mark;
    }

    /** Takes the lock if nobody has it. */
    static Optional<WorkerLock> take(DataSource dataSource, int worker) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(true);
            if (number(connection, "SELECT GET_LOCK(" + NAME + ", 0)", worker) == 1) {
                // A process whose machine has died says no good-bye.
                execute(connection, "SET SESSION wait_timeout = " + MysqlWorkerIds.IDLE_SECONDS);
                return Optional.of(new WorkerLock(connection, worker, number(connection, MARK, worker)));
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    /** Returns the mark of a worker id, whoever has the lock. */
    static long mark(DataSource dataSource, int worker) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return number(connection, MARK, worker);
        }
    }

    int worker() {
        return worker;
    }

    /** The mark as it was when the lock was taken. */
    long mark() {
        return mark;
    }

    /**
     * Raises the mark, durably.
     *
     * @throws SQLException if the connection is gone, and with it the lock
     */
    void raise(long newMark) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO worker_marks (worker, mark) VALUES (?, ?) ON DUPLICATE KEY UPDATE mark = GREATEST(mark, ?)")) {
            statement.setInt(1, worker);
            statement.setLong(2, newMark);
            statement.setLong(3, newMark);
            statement.executeUpdate();
        }
    }

    /** Frees the lock. */
    @Override
    public void close() {
        try {
            number(connection, "SELECT RELEASE_LOCK(" + NAME + ")", worker);
            execute(connection, "SET SESSION wait_timeout = DEFAULT");
        } catch (SQLException broken) {
            // Then the server has freed it, or is about to.
        }
        try {
            connection.close();
        } catch (SQLException gone) {
            // There is nothing left to close.
        }
    }

    /** Ends the connection, which may be in no state to be given back to a pool. */
    void abandon() {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException gone) {
            // There is nothing left to end.
        }
    }

    private static long number(Connection connection, String query, int worker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setInt(1, worker);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
