package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;

/** Judges by the tables themselves whether positions are 1, 2, 3 … without a gap or a double. */
final class Numbering {

    private Numbering() {}

    static void check(Schema schema) {
        assertThat(schema.rows("SELECT conversation_id, COUNT(*), MAX(seq), COUNT(DISTINCT seq) FROM messages"
                        + " GROUP BY conversation_id HAVING COUNT(*) <> MAX(seq) OR COUNT(DISTINCT seq) <> MAX(seq)"))
                .as("logs with a gap")
                .isEmpty();
        assertThat(schema.rows("SELECT user_id, COUNT(*), MAX(inbox_seq) FROM message_user_relations GROUP BY user_id"
                        + " HAVING COUNT(*) <> MAX(inbox_seq)"))
                .as("inboxes with a gap")
                .isEmpty();
        assertThat(schema.rows("SELECT c.conversation_id FROM conversations c LEFT JOIN (SELECT conversation_id,"
                        + " MAX(seq) AS head FROM messages GROUP BY conversation_id) m"
                        + " ON m.conversation_id = c.conversation_id WHERE c.head_seq <> COALESCE(m.head, 0)"))
                .as("heads that are not the log's end")
                .isEmpty();
        assertThat(schema.rows("SELECT h.user_id FROM inbox_heads h LEFT JOIN (SELECT user_id, MAX(inbox_seq) AS head"
                        + " FROM message_user_relations GROUP BY user_id) r ON r.user_id = h.user_id"
                        + " WHERE h.head_seq <> COALESCE(r.head, 0)"))
                .as("heads that are not the inbox's end")
                .isEmpty();
        assertThat(schema.rows("SELECT r.user_id, r.inbox_seq FROM message_user_relations r LEFT JOIN messages m"
                        + " ON m.conversation_id = r.conversation_id AND m.seq = r.seq"
                        + " WHERE r.removed IS NULL AND m.seq IS NULL"))
                .as("inbox rows without a message")
                .isEmpty();
    }
}
