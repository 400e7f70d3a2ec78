package io.keel.im.examples.bench.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a database holds.
 *
 * @param messages rows of messages
 * @param inboxes rows of inboxes
 */
record RowCounts(long messages, long inboxes) {

    /** Counts now. */
    static RowCounts now(Connection connection) throws SQLException {
        return new RowCounts(
                number(connection, "SELECT COUNT(*) FROM messages"),
                number(connection, "SELECT COUNT(*) FROM message_user_relations"));
    }

    RowCounts since(RowCounts before) {
        return new RowCounts(messages - before.messages, inboxes - before.inboxes);
    }

    long sum() {
        return messages + inboxes;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
