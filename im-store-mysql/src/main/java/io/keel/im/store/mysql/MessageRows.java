package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import io.keel.im.seq.SeqWindow.Direction;
import io.keel.im.spi.SendKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The table {@code messages}. */
final class MessageRows {

    /** A range of the clustered key. */
    static final String AFTER = "SELECT " + MessageColumns.READ
            + " FROM messages m WHERE m.conversation_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?";

    /** A range of the clustered key, read backwards. */
    static final String BEFORE = "SELECT " + MessageColumns.READ
            + " FROM messages m WHERE m.conversation_id = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?";

    static final String ONE =
            "SELECT " + MessageColumns.READ + " FROM messages m WHERE m.conversation_id = ? AND m.seq = ?";

    static final String BY_SEND_KEY = "SELECT " + MessageColumns.READ_AGAIN
            + " FROM messages m WHERE (m.sender_id, m.device_id, m.client_msg_id) IN (%s)";

    static final String BY_MESSAGE_ID =
            "SELECT " + MessageColumns.READ_AGAIN + " FROM messages m WHERE m.message_id IN (%s)";

    private static final String RECALLABLE =
            "SELECT seq FROM messages WHERE conversation_id = ? AND seq IN (%s) AND kind IN (" + MessageColumns.TEXT
                    + "," + MessageColumns.DATA + ")";

    private static final String BLANK = "UPDATE messages SET kind = " + MessageColumns.RECALLED
            + ", text = NULL, data = NULL, content_type = NULL, details = NULL WHERE conversation_id = ? AND seq IN (%s)";

    private MessageRows() {}

    static List<Message> read(Handle handle, ConversationId conversation, SeqWindow window, int limit) {
        boolean forward = window.direction() == Direction.AFTER;
        try (var query = handle.createQuery(forward ? AFTER : BEFORE)) {
            List<Message> page = new ArrayList<>(query.bind(0, conversation.value())
                    .bind(1, window.bound())
                    .bind(2, limit)
                    .map((row, context) -> MessageColumns.read(row, 1))
                    .list());
            if (!forward) {
                Collections.reverse(page);
            }
            return page;
        }
    }

    static Optional<Message> find(Handle handle, ConversationId conversation, long seq) {
        try (var query = handle.createQuery(ONE)) {
            return query.bind(0, conversation.value())
                    .bind(1, seq)
                    .map((row, context) -> MessageColumns.read(row, 1))
                    .findOne();
        }
    }

    /** Finds what was stored by sends. */
    static Map<SendKey, StoredMessage> bySendKey(Handle handle, Collection<SendKey> keys) {
        List<Object[]> columns = new ArrayList<>(keys.size());
        for (SendKey key : keys) {
            columns.add(new Object[] {
                key.user().value(), key.device().value(), key.clientMsgId().value()
            });
        }
        Map<SendKey, StoredMessage> found = new HashMap<>();
        for (StoredMessage each : InList.query(
                handle, BY_SEND_KEY, List.of(), columns, (row, context) -> MessageColumns.readAgain(row))) {
            SendKeys.of(each.message()).ifPresent(key -> found.put(key, each));
        }
        return found;
    }

    /** Finds what was stored by commands. */
    static Map<Long, StoredMessage> byMessageId(Handle handle, Collection<Long> ids) {
        Map<Long, StoredMessage> found = new HashMap<>();
        for (StoredMessage each : InList.query(
                handle, BY_MESSAGE_ID, List.of(), List.copyOf(ids), (row, context) -> MessageColumns.readAgain(row))) {
            found.put(each.message().messageId(), each);
        }
        return found;
    }

    /** Tells which of these seqs bear a text or data. */
    static Set<Long> recallable(Handle handle, ConversationId conversation, Collection<Long> seqs) {
        return new HashSet<>(InList.query(
                handle,
                RECALLABLE,
                List.of(conversation.value()),
                List.copyOf(seqs),
                (row, context) -> row.getLong(1)));
    }

    /** Leaves who, where and when of these messages, and nothing of what was said. */
    static void blank(Handle handle, ConversationId conversation, Collection<Long> seqs) {
        InList.update(handle, BLANK, List.of(conversation.value()), List.copyOf(seqs));
    }
}
