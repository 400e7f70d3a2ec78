package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.InboxStore;
import io.keel.im.store.mysql.v1.StoredInboxes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** The inboxes, and what users have removed for themselves. */
final class MysqlInboxStore implements InboxStore {

    /** A range of the inbox's clustered key, each row with its message by that one's clustered key. */
    static final String READ =
            "SELECT r.inbox_seq, r.deleted, r.conversation_id, r.seq, r.removed, " + MessageColumns.READ
                    + " FROM message_user_relations r"
                    + " LEFT JOIN messages m ON m.conversation_id = r.conversation_id AND m.seq = r.seq"
                    + " WHERE r.user_id = ? AND r.inbox_seq > ? ORDER BY r.inbox_seq LIMIT ?";

    private static final int COLUMNS_OF_PLACE = 5;

    private static final String LOCK =
            "INSERT INTO inbox_heads (user_id, head_seq) VALUES (?, 0) ON DUPLICATE KEY UPDATE head_seq = head_seq";
    private static final String REMOVED_BEFORE =
            "SELECT seq FROM message_removals WHERE user_id = ? AND conversation_id = ? AND seq IN (%s)";
    private static final String MOVE_HEAD = "UPDATE inbox_heads SET head_seq = ? WHERE user_id = ?";
    private static final String HEAD = "SELECT head_seq FROM inbox_heads WHERE user_id = ?";
    private static final String INSERT_REMOVAL =
            "INSERT INTO message_user_relations (user_id, inbox_seq, conversation_id, seq, removed) VALUES (?, ?, ?, 0, ?)";
    private static final String WRITTEN_TO =
            "SELECT inboxes FROM messages WHERE conversation_id = ? AND seq IN (%s) AND inboxes IS NOT NULL";
    private static final String MARK =
            "UPDATE message_user_relations SET deleted = 1 WHERE user_id = ? AND inbox_seq IN (%s)";
    private static final String REMOVED =
            "SELECT seq FROM message_removals WHERE user_id = ? AND conversation_id = ? AND seq BETWEEN ? AND ?";

    private static final MultiRowInsert<Object[]> REMEMBER = new MultiRowInsert<>(
            "message_removals (user_id, conversation_id, seq)",
            3,
            "",
            (statement, position, row) -> {
                statement.setString(position, (String) row[0]);
                statement.setString(position + 1, (String) row[1]);
                statement.setLong(position + 2, (Long) row[2]);
                return position + 3;
            },
            row -> 250);

    private final Database database;

    private final ArchiveReader archive;

    MysqlInboxStore(Database database, ArchiveReader archive) {
        this.database = database;
        this.archive = archive;
    }

    @Override
    public CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit) {
        return database.ask(handle -> {
                    try (var query = handle.createQuery(READ)) {
                        return query.bind(0, user.value())
                                .bind(1, after)
                                .bind(2, limit)
                                .map((row, context) -> entry(row))
                                .list();
                    }
                })
                .thenCompose(archive::entries);
    }

    @Override
    public CompletionStage<Map<UserId, Long>> heads(Collection<UserId> users) {
        List<UserId> asked = List.copyOf(users);
        return database.ask(handle -> {
            Map<String, Long> found =
                    InboxRows.heads(handle, asked.stream().map(UserId::value).toList());
            Map<UserId, Long> heads = new HashMap<>();
            asked.forEach(user -> heads.put(user, found.getOrDefault(user.value(), 0L)));
            return heads;
        });
    }

    @Override
    public CompletionStage<Removal> remove(UserId user, ConversationId conversation, Collection<Long> seqs) {
        TreeSet<Long> asked = new TreeSet<>(seqs);
        return database.change(handle -> remove(handle, user, conversation, asked));
    }

    @Override
    public CompletionStage<Set<Long>> removed(UserId user, ConversationId conversation, long from, long to) {
        return database.ask(handle -> {
            try (var query = handle.createQuery(REMOVED)) {
                return new HashSet<>(query.bind(0, user.value())
                        .bind(1, conversation.value())
                        .bind(2, from)
                        .bind(3, to)
                        .mapTo(Long.class)
                        .list());
            }
        });
    }

    private static Removal remove(Handle handle, UserId user, ConversationId conversation, TreeSet<Long> asked)
            throws SQLException {
        handle.execute(LOCK, user.value());
        asked.removeAll(new HashSet<>(InList.query(
                handle,
                REMOVED_BEFORE,
                List.of(user.value(), conversation.value()),
                List.copyOf(asked),
                (row, context) -> row.getLong(1))));
        if (asked.isEmpty()) {
            return new Removal(0, List.of());
        }
        List<Long> fresh = List.copyOf(asked);
        long inboxSeq = handle.select(HEAD, user.value()).mapTo(Long.class).one() + 1;
        handle.execute(MOVE_HEAD, inboxSeq, user.value());
        handle.execute(INSERT_REMOVAL, user.value(), inboxSeq, conversation.value(), StoredForms.removal(fresh));
        List<Object[]> rows = new ArrayList<>(fresh.size());
        fresh.forEach(seq -> rows.add(new Object[] {user.value(), conversation.value(), seq}));
        REMEMBER.run(handle.getConnection(), rows);
        mark(handle, user, conversation, fresh);
        return new Removal(inboxSeq, fresh);
    }

    /** Marks what stands in the inbox: its positions are found by the messages, which know where they were written to. */
    private static void mark(Handle handle, UserId user, ConversationId conversation, List<Long> seqs) {
        List<Long> positions = new ArrayList<>(seqs.size());
        for (StoredInboxes inboxes : InList.query(
                handle,
                WRITTEN_TO,
                List.of(conversation.value()),
                seqs,
                (row, context) -> StoredForms.inboxes(row.getBytes(1)))) {
            long position = StoredForms.positionOf(inboxes, user);
            if (position > 0) {
                positions.add(position);
            }
        }
        InList.update(handle, MARK, List.of(user.value()), positions);
    }

    private static InboxEntry entry(ResultSet row) throws SQLException {
        long inboxSeq = row.getLong(1);
        if (row.getBoolean(2)) {
            return new InboxEntry.Empty(inboxSeq);
        }
        byte[] removed = row.getBytes(5);
        if (removed != null) {
            ConversationId conversation = ConversationId.parse(row.getString(3))
                    .orElseThrow(() -> new IllegalStateException("conversation_id is malformed"));
            return new InboxEntry.Removal(inboxSeq, conversation, StoredForms.removal(removed));
        }
        if (row.getString(COLUMNS_OF_PLACE + 1) == null) {
            return new InboxEntry.Empty(inboxSeq);
        }
        return new InboxEntry.Holds(inboxSeq, MessageColumns.read(row, COLUMNS_OF_PLACE + 1));
    }
}
