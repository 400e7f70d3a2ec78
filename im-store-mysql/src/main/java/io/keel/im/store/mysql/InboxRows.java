package io.keel.im.store.mysql;

import io.keel.im.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The tables {@code inbox_heads} and {@code message_user_relations}. */
final class InboxRows {

    private static final MultiRowInsert<Map.Entry<String, Places>> ALLOT = new MultiRowInsert<>(
            "inbox_heads (user_id, head_seq)",
            2,
            " ON DUPLICATE KEY UPDATE head_seq = head_seq + VALUES(head_seq)",
            (statement, position, each) -> {
                statement.setString(position, each.getKey());
                statement.setLong(position + 1, each.getValue().count);
                return position + 2;
            },
            each -> 100);

    private static final String HEADS = "SELECT user_id, head_seq FROM inbox_heads WHERE user_id IN (%s)";

    private static final MultiRowInsert<Row> INSERT = new MultiRowInsert<>(
            "message_user_relations (user_id, inbox_seq, conversation_id, seq)",
            4,
            "",
            (statement, position, row) -> {
                statement.setString(position, row.user);
                statement.setLong(position + 1, row.inboxSeq);
                statement.setString(
                        position + 2, row.entry.message().conversation().value());
                statement.setLong(position + 3, row.entry.message().seq());
                return position + 4;
            },
            row -> 300);

    private InboxRows() {}

    /** Locks the inboxes that entries are written to, in order of their users, and gives each entry its places there. */
    static TreeMap<String, Places> allot(Handle handle, List<PlannedEntry> entries) throws SQLException {
        TreeMap<String, Places> byUser = places(entries);
        ALLOT.run(handle.getConnection(), List.copyOf(byUser.entrySet()));
        Map<String, Long> heads = heads(handle, byUser.keySet());
        byUser.forEach((user, places) -> places.fill(heads.getOrDefault(user, 0L)));
        return byUser;
    }

    /** Writes entries to inboxes, each inbox in a row: its tail is one place of the table. */
    static void insert(Handle handle, TreeMap<String, Places> byUser) throws SQLException {
        List<Row> rows = new ArrayList<>();
        byUser.forEach((user, places) -> places.rows(user, rows));
        INSERT.run(handle.getConnection(), rows);
    }

    /** Returns where inboxes end; those that nothing was ever written to are absent. */
    static Map<String, Long> heads(Handle handle, Collection<String> users) {
        Map<String, Long> heads = new HashMap<>(users.size() * 2);
        InList.query(
                handle,
                HEADS,
                List.of(),
                List.copyOf(users),
                (row, context) -> heads.put(row.getString(1), row.getLong(2)));
        return heads;
    }

    private static TreeMap<String, Places> places(List<PlannedEntry> entries) {
        // Most batches name few users again and again: a hash finds them faster than a tree.
        Map<UserId, Places> found = new HashMap<>();
        for (PlannedEntry entry : entries) {
            List<UserId> users = entry.append().inboxes();
            for (int i = 0; i < users.size(); i++) {
                Places places = found.get(users.get(i));
                if (places == null) {
                    places = new Places();
                    found.put(users.get(i), places);
                }
                places.add(entry, i);
            }
        }
        TreeMap<String, Places> inOrder = new TreeMap<>();
        found.forEach((user, places) -> inOrder.put(user.value(), places));
        return inOrder;
    }

    /** What is written to one inbox, in order. */
    static final class Places {

        private PlannedEntry[] entries = new PlannedEntry[4];
        private int[] indexes = new int[4];
        private int count;
        private long first;

        private void add(PlannedEntry entry, int index) {
            if (count == entries.length) {
                entries = java.util.Arrays.copyOf(entries, count * 2);
                indexes = java.util.Arrays.copyOf(indexes, count * 2);
            }
            entries[count] = entry;
            indexes[count++] = index;
        }

        private void fill(long head) {
            if (head < count) {
                throw new IllegalStateException("inbox_heads.head_seq: " + head + " (expected: " + count + " or more)");
            }
            first = head - count + 1;
            for (int i = 0; i < count; i++) {
                entries[i].inboxSeqs()[indexes[i]] = first + i;
            }
        }

        private void rows(String user, List<Row> rows) {
            for (int i = 0; i < count; i++) {
                rows.add(new Row(user, first + i, entries[i]));
            }
        }
    }

    private record Row(String user, long inboxSeq, PlannedEntry entry) {}
}
