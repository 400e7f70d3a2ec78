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
 * @param commits transactions that the server has committed in all its databases
 */
record RowCounts(long messages, long inboxes, long commits) {

    /** Counts now. */
    static RowCounts now(Connection connection) throws SQLException {
        return new RowCounts(
                number(connection, "SELECT COUNT(*) FROM messages", 1),
                number(connection, "SELECT COUNT(*) FROM message_user_relations", 1),
                number(connection, "SHOW GLOBAL STATUS LIKE 'Com_commit'", 2));
    }

    RowCounts since(RowCounts before) {
        return new RowCounts(messages - before.messages, inboxes - before.inboxes, commits - before.commits);
    }

    long sum() {
        return messages + inboxes;
    }

    private static long number(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(column) : 0;
        }
    }
}
