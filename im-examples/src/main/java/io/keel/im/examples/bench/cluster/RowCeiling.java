package io.keel.im.examples.bench.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the database takes at best: the same rows into the same tables, by bare multi-row inserts, nothing read or updated. */
final class RowCeiling implements AutoCloseable {

    private static final String PREPARED = "&useServerPrepStmts=true&cachePrepStmts=true&prepStmtCacheSqlLimit=65536";

    private static final List<String> TABLES = List.of("messages", "message_user_relations");

    private final List<RowWriter> writers = new ArrayList<>();
    private final ExecutorService threads;

    private RowCeiling(int count) {
        this.threads = Executors.newFixedThreadPool(count);
    }

    /**
     * Makes tables like those that the rows come from, and the writers.
     *
     * @param like looks into the database where those are
     * @param database the URL of one of its own
     * @param conversations how many each writer writes to
     */
    static RowCeiling open(Connection like, String database, RowSample sample, int writers, int conversations)
            throws SQLException {
        makeTables(like, database);
        RowCeiling ceiling = new RowCeiling(writers);
        try {
            for (int i = 0; i < writers; i++) {
                Connection connection = DriverManager.getConnection(database + PREPARED);
                ceiling.writers.add(new RowWriter(connection, sample, i, conversations));
            }
            return ceiling;
        } catch (SQLException e) {
            ceiling.close();
            throw e;
        }
    }

    private static void makeTables(Connection like, String database) throws SQLException {
        try (Connection own = DriverManager.getConnection(database);
                Statement statement = own.createStatement()) {
            for (String table : TABLES) {
                statement.execute("CREATE TABLE " + table + " LIKE " + like.getCatalog() + "." + table);
            }
        }
    }

    /** How fast it was, and how long the median commit took with its inserts. */
    record Rate(double rowsPerSecond, double commitMicros) {}

    /** Inserts messages with their inbox rows, so many messages per commit. */
    Rate run(int millis, int messages) throws SQLException {
        return run(millis, writers.size(), new RowWriter.Load(messages, true, 0));
    }

    /** Inserts one row per commit: messages, without inboxes. */
    Rate rowByRow(int millis) throws SQLException {
        return run(millis, writers.size(), new RowWriter.Load(1, false, 0));
    }

    /** Inserts one message with its inbox rows at a time, so many a second, by one writer. */
    Rate alone(int millis, int perSecond) throws SQLException {
        return run(millis, 1, new RowWriter.Load(1, true, 1_000_000_000L / perSecond));
    }

    private Rate run(int millis, int count, RowWriter.Load load) throws SQLException {
        long begin = System.nanoTime();
        long end = begin + millis * 1_000_000L;
        List<Callable<RowWriter.Written>> tasks = new ArrayList<>();
        writers.subList(0, count).forEach(writer -> tasks.add(() -> writer.write(end, load)));
        long rows = 0;
        double micros = 0;
        try {
            for (Future<RowWriter.Written> done : threads.invokeAll(tasks)) {
                rows += done.get().rows();
                micros += done.get().medianMicros() / count;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } catch (ExecutionException e) {
            throw new SQLException("the ceiling: " + e.getCause(), e);
        }
        return new Rate(rows * 1e9 / (System.nanoTime() - begin), micros);
    }

    @Override
    public void close() throws SQLException {
        threads.shutdown();
        for (RowWriter writer : writers) {
            writer.close();
        }
    }
}
