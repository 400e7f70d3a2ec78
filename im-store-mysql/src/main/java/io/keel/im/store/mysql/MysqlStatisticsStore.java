package io.keel.im.store.mysql;

import io.keel.im.spi.StatisticsStore;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Statistics as sets of rows, whose keys count each once; no row is shared by all who count. A day is closed under the mark, which
 * all who count hold in share: so what is counted of it is there, or will not be.
 */
final class MysqlStatisticsStore implements StatisticsStore {

    static final String DAYS = """
            SELECT day, messages, senders, conversations FROM statistics_days WHERE day BETWEEN ? AND ?
            UNION ALL
            SELECT m.day, COUNT(*),
              (SELECT COUNT(*) FROM statistics_senders s WHERE s.day = m.day),
              (SELECT COUNT(*) FROM statistics_conversations c WHERE c.day = m.day)
            FROM statistics_messages m
            WHERE m.day BETWEEN ? AND ? AND m.day >= (SELECT open_from FROM statistics_mark WHERE id = 1)
            GROUP BY m.day
            ORDER BY 1""";

    private static final String SHARE_MARK = "SELECT open_from FROM statistics_mark WHERE id = 1 LOCK IN SHARE MODE";
    private static final String LOCK_MARK = "SELECT open_from FROM statistics_mark WHERE id = 1 FOR UPDATE";
    private static final String MOVE_MARK = "UPDATE statistics_mark SET open_from = ? WHERE id = 1";
    private static final String CLOSE = """
            INSERT INTO statistics_days (day, messages, senders, conversations)
            SELECT m.day, COUNT(*),
              (SELECT COUNT(*) FROM statistics_senders s WHERE s.day = m.day),
              (SELECT COUNT(*) FROM statistics_conversations c WHERE c.day = m.day)
            FROM statistics_messages m WHERE m.day >= ? AND m.day < ? GROUP BY m.day""";

    /** Large enough to be done soon, small enough to hold no lock for long. */
    private static final int ROWS_FORGOTTEN_AT_ONCE = 10_000;

    private static final List<String> COUNTED =
            List.of("statistics_messages", "statistics_senders", "statistics_conversations");

    private static final List<MultiRowInsert<Row>> INSERTS = List.of(
            insert("statistics_messages (day, said_id)"),
            insert("statistics_senders (day, user_id)"),
            insert("statistics_conversations (day, conversation_id)"));

    private final Database database;

    MysqlStatisticsStore(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Void> count(List<Said> said) {
        if (said.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Said> all = List.copyOf(said);
        return database.change(handle -> count(handle, all)).thenAccept(rows -> {});
    }

    @Override
    public CompletionStage<List<Day>> days(LocalDate first, LocalDate last) {
        return database.ask(handle -> handle.select(
                        DAYS, first.toEpochDay(), last.toEpochDay(), first.toEpochDay(), last.toEpochDay())
                .map((row, context) ->
                        new Day(LocalDate.ofEpochDay(row.getLong(1)), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list());
    }

    @Override
    public CompletionStage<Void> close(LocalDate before) {
        return database.change(handle -> close(handle, before.toEpochDay())).thenCompose(closed -> forget(closed, 0));
    }

    /** Counts; returns of how much the day is open. */
    private static int count(Handle handle, List<Said> said) throws SQLException {
        long openFrom = handle.select(SHARE_MARK).mapTo(Long.class).one();
        // In order, so that two who count the same wait for each other and do not meet crosswise.
        List<TreeSet<Row>> rows = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (Said each : said) {
            long day = each.day().toEpochDay();
            if (day >= openFrom) {
                rows.get(0).add(new Row(day, each.id()));
                rows.get(1).add(new Row(day, each.sender().value()));
                rows.get(2).add(new Row(day, each.conversation().value()));
            }
        }
        for (int i = 0; i < INSERTS.size(); i++) {
            INSERTS.get(i).run(handle.getConnection(), new ArrayList<>(rows.get(i)));
        }
        return rows.get(0).size();
    }

    /** Closes days; returns from which day on they are open. */
    private static long close(Handle handle, long before) {
        long openFrom = handle.select(LOCK_MARK).mapTo(Long.class).one();
        if (before <= openFrom) {
            return openFrom;
        }
        handle.execute(CLOSE, openFrom, before);
        handle.execute(MOVE_MARK, before);
        return before;
    }

    /** Deletes what told doubles apart, some rows at a time; what a crash leaves is deleted by the next. */
    private CompletionStage<Void> forget(long before, int table) {
        if (table == COUNTED.size()) {
            return CompletableFuture.completedFuture(null);
        }
        String delete = "DELETE FROM " + COUNTED.get(table) + " WHERE day < ? LIMIT " + ROWS_FORGOTTEN_AT_ONCE;
        return database.<Integer>change(handle -> handle.execute(delete, before))
                .thenCompose(gone -> forget(before, gone == ROWS_FORGOTTEN_AT_ONCE ? table : table + 1));
    }

    private static MultiRowInsert<Row> insert(String table) {
        return new MultiRowInsert<>(
                table,
                2,
                " ON DUPLICATE KEY UPDATE day = VALUES(day)",
                (statement, position, row) -> {
                    statement.setLong(position, row.day());
                    statement.setString(position + 1, row.name());
                    return position + 2;
                },
                row -> 150);
    }

    private record Row(long day, String name) implements Comparable<Row> {

        @Override
        public int compareTo(Row other) {
            int byDay = Long.compare(day, other.day);
            return byDay != 0 ? byDay : name.compareTo(other.name);
        }
    }
}
