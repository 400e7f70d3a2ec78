package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.UserConversationStore.ListCursor;
import io.keel.im.spi.UserConversationStore.UserConversation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A user's conversations, newest first. Unread is the running count at the head less the running count where the user has read
 * to: two rows, however many messages lie between.
 */
final class ConversationLists {

    private static final String PAGE =
            " AND (c.head_message_id < ? OR (c.head_message_id = ? AND c.conversation_id > ?))"
                    + " ORDER BY c.head_message_id DESC, c.conversation_id LIMIT ?";

    static final String DIRECT = """
            SELECT c.conversation_id, '', c.head_seq, c.head_message_id, 1, u.read_seq,
              COALESCE((SELECT p.read_seq FROM user_conversations p
                WHERE p.conversation_id = u.conversation_id AND p.user_id <> u.user_id), u.read_seq),
              c.head_count - COALESCE((SELECT m.said_count FROM messages m
                WHERE m.conversation_id = u.conversation_id AND m.seq = u.read_seq), 0),
              u.muted, u.pinned
            FROM user_conversations u JOIN conversations c ON c.conversation_id = u.conversation_id
            WHERE u.user_id = ? AND u.conversation_id < 'e' AND c.head_seq > 0""" + PAGE;

    static final String GROUPS = """
            SELECT c.conversation_id, g.name, c.head_seq, c.head_message_id, s.visible_from, COALESCE(u.read_seq, 0), 0,
              c.head_count - COALESCE((SELECT m.said_count FROM messages m
                WHERE m.conversation_id = c.conversation_id
                  AND m.seq = GREATEST(COALESCE(u.read_seq, 0), s.join_seq)), 0),
              COALESCE(u.muted, 0), COALESCE(u.pinned, 0)
            FROM group_members s
            JOIN `groups` g ON g.group_id = s.group_id
            JOIN conversations c ON c.conversation_id = CONCAT('g:', s.group_id)
            LEFT JOIN user_conversations u ON u.conversation_id = CONCAT('g:', s.group_id) AND u.user_id = s.user_id
            WHERE s.user_id = ?""" + PAGE;

    private static final Comparator<UserConversation> NEWEST_FIRST = Comparator.comparingLong(
                    UserConversation::headMessageId)
            .reversed()
            .thenComparing(UserConversation::conversation);

    private ConversationLists() {}

    static List<UserConversation> page(Handle handle, UserId user, @Nullable ListCursor after, int limit) {
        List<UserConversation> all = new ArrayList<>(page(handle, DIRECT, user, after, limit));
        all.addAll(page(handle, GROUPS, user, after, limit));
        all.sort(NEWEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    private static List<UserConversation> page(
            Handle handle, String sql, UserId user, @Nullable ListCursor after, int limit) {
        long before = after == null ? Long.MAX_VALUE : after.messageId();
        try (var query = handle.createQuery(sql)) {
            return query.bind(0, user.value())
                    .bind(1, before)
                    .bind(2, before)
                    .bind(3, after == null ? "" : after.conversation().value())
                    .bind(4, limit)
                    .map((row, context) -> read(row))
                    .list();
        }
    }

    private static UserConversation read(ResultSet row) throws SQLException {
        return new UserConversation(
                ConversationId.parse(row.getString(1))
                        .orElseThrow(() -> new IllegalStateException("conversation_id is malformed")),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getInt(8),
                row.getBoolean(9),
                row.getBoolean(10));
    }
}
