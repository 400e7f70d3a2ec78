package io.keel.im.store.mysql;

import io.keel.im.spi.StatisticsStore;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Statistics as sets of rows, whose keys count each once; no row is shared by all who count. What was said is kept as runs of the
 * numbers of a conversation, one row for however many came together; runs that overlap, as after a second delivery, count once.
 * A day is closed under the mark, which all who count hold in share: so what is counted of it is there, or will not be.
 */
final class MysqlStatisticsStore implements StatisticsStore {

    /** Of the days of {@code statistics_runs} for which a condition holds. */
    private static final String OPEN_DAYS = """
            SELECT r.day, SUM(GREATEST(0, r.last_seq - GREATEST(r.first_seq - 1, r.counted_to))),
              (SELECT COUNT(*) FROM statistics_senders s WHERE s.day = r.day),
              COUNT(DISTINCT r.conversation_id)
            FROM (SELECT day, conversation_id, first_seq, last_seq,
                COALESCE(MAX(last_seq) OVER (PARTITION BY day, conversation_id ORDER BY first_seq, last_seq
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS counted_to
              FROM statistics_runs WHERE %s) r
            GROUP BY r.day""";

    static final String DAYS = """
            SELECT day, messages, senders, conversations FROM statistics_days WHERE day BETWEEN ? AND ?
            UNION ALL
            """
            + String.format(
                    OPEN_DAYS, "day BETWEEN ? AND ? AND day >= (SELECT open_from FROM statistics_mark WHERE id = 1)")
            + " ORDER BY 1";

    private static final String CLOSE = "INSERT INTO statistics_days (day, messages, senders, conversations) "
            + String.format(OPEN_DAYS, "day >= ? AND day < ?");

    private static final String SHARE_MARK = "SELECT open_from FROM statistics_mark WHERE id = 1 LOCK IN SHARE MODE";
    private static final String LOCK_MARK = "SELECT open_from FROM statistics_mark WHERE id = 1 FOR UPDATE";
    private static final String MOVE_MARK = "UPDATE statistics_mark SET open_from = ? WHERE id = 1";

    /** Large enough to be done soon, small enough to hold no lock for long. */
    private static final int ROWS_FORGOTTEN_AT_ONCE = 10_000;

    private static final List<String> COUNTED = List.of("statistics_runs", "statistics_senders");

    private static final String ONCE = " ON DUPLICATE KEY UPDATE day = VALUES(day)";

    private static final MultiRowInsert<Run> RUNS = new MultiRowInsert<>(
            "statistics_runs (day, conversation_id, first_seq, last_seq)", 4, ONCE, Run::bind, row -> 200);

    private static final MultiRowInsert<Sender> SENDERS =
            new MultiRowInsert<>("statistics_senders (day, user_id)", 2, ONCE, Sender::bind, row -> 150);

    private static final Comparator<Said> BY_NUMBER = Comparator.comparing(Said::day)
            .thenComparing(said -> said.conversation().value())
            .thenComparingLong(Said::seq);

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

    /** Counts; returns of how many messages the day is open. */
    private static int count(Handle handle, List<Said> said) throws SQLException {
        long openFrom = handle.select(SHARE_MARK).mapTo(Long.class).one();
        List<Said> open = said.stream()
                .filter(each -> each.day().toEpochDay() >= openFrom)
                .sorted(BY_NUMBER)
                .toList();
        // In order, so that two who count the same wait for each other and do not meet crosswise.
        RUNS.run(handle.getConnection(), runs(open));
        SENDERS.run(handle.getConnection(), new ArrayList<>(senders(open)));
        return open.size();
    }

    private static List<Run> runs(List<Said> sorted) {
        List<Run> runs = new ArrayList<>();
        for (Said each : sorted) {
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.takes(each)) {
                runs.set(runs.size() - 1, last.upTo(each.seq()));
            } else {
                runs.add(Run.of(each));
            }
        }
        return runs;
    }

    private static SortedSet<Sender> senders(List<Said> said) {
        SortedSet<Sender> senders = new TreeSet<>();
        for (Said each : said) {
            senders.add(new Sender(each.day().toEpochDay(), each.sender().value()));
        }
        return senders;
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

    /** Numbers of a conversation without a gap, all said on one day. */
    private record Run(long day, String conversation, long first, long last) {

        static Run of(Said said) {
            return new Run(said.day().toEpochDay(), said.conversation().value(), said.seq(), said.seq());
        }

        boolean takes(Said next) {
            return (next.seq() == last || next.seq() == last + 1)
                    && next.day().toEpochDay() == day
                    && next.conversation().value().equals(conversation);
        }

        Run upTo(long seq) {
            return new Run(day, conversation, first, seq);
        }

        static int bind(PreparedStatement statement, int position, Run run) throws SQLException {
            statement.setLong(position, run.day);
            statement.setString(position + 1, run.conversation);
            statement.setLong(position + 2, run.first);
            statement.setLong(position + 3, run.last);
            return position + 4;
        }
    }

    /** Who said something on a day. */
    private record Sender(long day, String user) implements Comparable<Sender> {

        private static final Comparator<Sender> ORDER =
                Comparator.comparingLong(Sender::day).thenComparing(Sender::user);

        @Override
        public int compareTo(Sender other) {
            return ORDER.compare(this, other);
        }

        static int bind(PreparedStatement statement, int position, Sender sender) throws SQLException {
            statement.setLong(position, sender.day);
            statement.setString(position + 1, sender.user);
            return position + 2;
        }
    }
}
