package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.UserConversationStore.Readers;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who has read: counts of positions by an index, whatever the number of messages. */
final class ReaderCounts {

    /** Those who have joined since are few where many could have read. */
    static final String TOTAL = """
            SELECT g.size - (SELECT COUNT(*) FROM group_members m WHERE m.group_id = g.group_id AND m.join_seq > ?)
              - (SELECT COUNT(*) FROM group_members e WHERE e.group_id = g.group_id AND e.user_id = ? AND e.join_seq <= ?)
            FROM `groups` g WHERE g.group_id = ?""";

    static final String COUNT = """
            SELECT COUNT(*) FROM user_conversations FORCE INDEX (positions)
            WHERE conversation_id = ? AND read_seq >= ? AND join_seq <= ? AND user_id <> ?""";

    static final String NAMES = """
            SELECT user_id FROM user_conversations FORCE INDEX (PRIMARY)
            WHERE conversation_id = ? AND read_seq >= ? AND join_seq <= ? AND user_id <> ?
            ORDER BY user_id LIMIT ?""";

    private static final String SIDES =
            "SELECT user_id FROM user_conversations WHERE conversation_id = ? AND read_seq >= ? ORDER BY user_id";

    private ReaderCounts() {}

    static Readers group(Handle handle, ConversationId conversation, long seq, @Nullable UserId except, int limit) {
        // No name is empty.
        String left = except == null ? "" : except.value();
        Integer total = handle.select(
                        TOTAL, seq, left, seq, conversation.requireGroup().value())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
        int count = handle.select(COUNT, conversation.value(), seq, seq, left)
                .mapTo(Integer.class)
                .one();
        List<UserId> names = handle.select(NAMES, conversation.value(), seq, seq, left, limit)
                .map((row, context) -> new UserId(row.getString(1)))
                .list();
        return new Readers(count, total, names);
    }

    static Readers direct(Handle handle, ConversationId conversation, long seq, @Nullable UserId except, int limit) {
        List<UserId> read = new ArrayList<>(handle.select(SIDES, conversation.value(), seq)
                .map((row, context) -> new UserId(row.getString(1)))
                .list());
        List<UserId> sides = new ArrayList<>(Sides.of(conversation));
        if (except != null) {
            sides.remove(except);
            read.remove(except);
        }
        return new Readers(read.size(), sides.size(), List.copyOf(read.subList(0, Math.min(limit, read.size()))));
    }
}
