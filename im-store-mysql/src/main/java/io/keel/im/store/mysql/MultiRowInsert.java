package io.keel.im.store.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Inserts many rows in few statements: of up to 512 rows, of half as many, and so on down to one, so that there are few different
 * statements for the server to prepare and a handful of round trips for any number of rows.
 *
 * <p>This is the one place that goes by the fluent API and speaks to the driver: it binds every value of every row that is
 * stored.
 */
final class MultiRowInsert<R> {

    private static final int MOST_POWER = 9;

    /** A statement stays well below any server's {@code max_allowed_packet}. */
    private static final int MOST_BYTES = 1 << 21;

    /** MariaDB's driver prepares longer statements anew each time, whatever its options say. */
    private static final int MOST_CHARACTERS = 8_191;

    /** By the power of two that is their rows. */
    private final List<String> statements = new ArrayList<>();

    private final RowBinder<R> binder;
    private final ToIntFunction<R> bytes;

    /**
     * Makes it.
     *
     * @param table the table and its columns
     * @param columns how many columns
     * @param onDuplicate what is to follow the rows; may be empty
     * @param bytes roughly how large a row is
     */
    MultiRowInsert(String table, int columns, String onDuplicate, RowBinder<R> binder, ToIntFunction<R> bytes) {
        String row = "(" + String.join(",", Collections.nCopies(columns, "?")) + ")";
        for (int power = 0; power <= MOST_POWER; power++) {
            String statement = "INSERT INTO " + table + " VALUES "
                    + String.join(",", Collections.nCopies(1 << power, row)) + onDuplicate;
            if (power > 0 && statement.length() > MOST_CHARACTERS) {
                break;
            }
            statements.add(statement);
        }
        this.binder = binder;
        this.bytes = bytes;
    }

    /** Inserts rows, in order. */
    void run(Connection connection, List<R> rows) throws SQLException {
        int done = 0;
        while (done < rows.size()) {
            int power = powerFor(rows, done);
            insert(connection, power, rows.subList(done, done + (1 << power)));
            done += 1 << power;
        }
    }

    private void insert(Connection connection, int power, List<R> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements.get(power))) {
            int position = 1;
            for (R row : rows) {
                position = binder.bind(statement, position, row);
            }
            statement.executeUpdate();
        }
    }

    private int powerFor(List<R> rows, int from) {
        int power = 0;
        long size = bytes.applyAsInt(rows.get(from));
        while (power < statements.size() - 1 && from + (2 << power) <= rows.size()) {
            for (R row : rows.subList(from + (1 << power), from + (2 << power))) {
                size += bytes.applyAsInt(row);
            }
            if (size > MOST_BYTES) {
                break;
            }
            power++;
        }
        return power;
    }

    /** Binds a row. */
    @FunctionalInterface
    interface RowBinder<R> {

        /**
         * Binds a row's columns.
         *
         * @param position of the first column
         * @return the position after the last
         */
        int bind(PreparedStatement statement, int position, R row) throws SQLException;
    }
}
