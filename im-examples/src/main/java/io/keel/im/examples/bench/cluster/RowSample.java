package io.keel.im.examples.bench.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A message as the server has stored it, so that a ceiling inserts rows of the same size.
 *
 * @param conversation how long its conversation's id is
 * @param inboxes how many inbox rows it has
 * @param where what stands in its column {@code inboxes}
 */
record RowSample(int conversation, int inboxes, String text, byte @Nullable [] digest, byte @Nullable [] where) {

    private static final String NEWEST = "SELECT conversation_id, seq, text, digest, inboxes FROM messages"
            + " WHERE kind = 1 ORDER BY message_id DESC LIMIT 1";
    private static final String INBOXES =
            "SELECT COUNT(*) FROM message_user_relations WHERE conversation_id = ? AND seq = ?";

    /** Takes the newest text. */
    static RowSample newest(Connection connection) throws SQLException {
        try (PreparedStatement newest = connection.prepareStatement(NEWEST);
                ResultSet message = newest.executeQuery()) {
            if (!message.next()) {
                throw new SQLException("no message was stored");
            }
            return new RowSample(
                    message.getString(1).length(),
                    inboxes(connection, message.getString(1), message.getLong(2)),
                    message.getString(3),
                    message.getBytes(4),
                    message.getBytes(5));
        }
    }

    private static int inboxes(Connection connection, String conversation, long seq) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(INBOXES)) {
            count.setString(1, conversation);
            count.setLong(2, seq);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
