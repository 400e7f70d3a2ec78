package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** The table {@code conversations}. */
final class ConversationRows {

    private static final String LOCK = """
            SELECT conversation_id, head_seq, head_count, head_message_id, membership_version
            FROM conversations FORCE INDEX (PRIMARY)
            WHERE conversation_id IN (%s) ORDER BY conversation_id FOR UPDATE""";

    private static final MultiRowInsert<ConversationId> MAKE = new MultiRowInsert<>(
            "conversations (conversation_id, head_seq, head_count, head_message_id, membership_version)",
            5,
            " ON DUPLICATE KEY UPDATE head_seq = head_seq",
            (statement, position, id) -> {
                statement.setString(position, id.value());
                for (int column = 1; column < 5; column++) {
                    statement.setLong(position + column, 0);
                }
                return position + 5;
            },
            id -> 200);

    private static final MultiRowInsert<LockedConversation> SAVE = new MultiRowInsert<>(
            "conversations (conversation_id, head_seq, head_count, head_message_id, membership_version)",
            5,
            " ON DUPLICATE KEY UPDATE head_seq = VALUES(head_seq), head_count = VALUES(head_count),"
                    + " head_message_id = VALUES(head_message_id), membership_version = VALUES(membership_version)",
            (statement, position, each) -> {
                statement.setString(position, each.id().value());
                statement.setLong(position + 1, each.headSeq());
                statement.setLong(position + 2, each.headCount());
                statement.setLong(position + 3, each.headMessageId());
                statement.setLong(position + 4, each.version());
                return position + 5;
            },
            each -> 200);

    private ConversationRows() {}

    /** Locks conversations in order of their ids; those that are not there are made, with nothing in them. */
    static Map<ConversationId, LockedConversation> lock(Handle handle, SortedSet<ConversationId> ids)
            throws SQLException {
        Map<ConversationId, LockedConversation> locked = new HashMap<>(ids.size() * 2);
        lock(handle, ids, locked);
        if (locked.size() < ids.size()) {
            SortedSet<ConversationId> missing = new TreeSet<>(ids);
            missing.removeAll(locked.keySet());
            MAKE.run(handle.getConnection(), List.copyOf(missing));
            lock(handle, missing, locked);
        }
        return locked;
    }

    /** Writes where logs end now. */
    static void save(Handle handle, Collection<LockedConversation> conversations) throws SQLException {
        List<LockedConversation> grown = new ArrayList<>(conversations.size());
        for (LockedConversation each : conversations) {
            if (each.hasGrown()) {
                grown.add(each);
            }
        }
        SAVE.run(handle.getConnection(), grown);
    }

    private static void lock(
            Handle handle, SortedSet<ConversationId> ids, Map<ConversationId, LockedConversation> locked) {
        Map<String, ConversationId> byName = new HashMap<>(ids.size() * 2);
        List<String> names = new ArrayList<>(ids.size());
        for (ConversationId id : ids) {
            names.add(id.value());
            byName.put(id.value(), id);
        }
        List<LockedConversation> rows = InList.query(handle, LOCK, List.of(), names, (row, context) -> {
            ConversationId id = byName.get(row.getString(1));
            if (id == null) {
                throw new IllegalStateException("a conversation that was not asked for");
            }
            return new LockedConversation(id, row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        });
        rows.forEach(each -> locked.put(each.id(), each));
    }
}
