package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A row of {@code archived_blocks}: a range of a conversation's log whose texts and data lie in a file. The blocks of a conversation
 * begin with its first message and follow each other without a gap.
 *
 * @param conversation which
 * @param first its first seq
 * @param last its last seq
 * @param file the file
 * @param position where it begins there, in bytes
 * @param length how long it is there, in bytes; 0 if there was nothing to move
 */
record ArchivedBlock(ConversationId conversation, long first, long last, String file, long position, int length) {

    /** One step down the clustered key. */
    static final String FIND = "SELECT first_seq, last_seq, file, starts_at, bytes FROM archived_blocks"
            + " WHERE conversation_id = ? AND first_seq <= ? ORDER BY first_seq DESC LIMIT 1";

    private static final String LAST =
            "SELECT last_seq FROM archived_blocks WHERE conversation_id = ?" + " ORDER BY first_seq DESC LIMIT 1";

    private static final String INSERT = "INSERT INTO archived_blocks"
            + " (conversation_id, first_seq, last_seq, file, starts_at, bytes) VALUES (?, ?, ?, ?, ?, ?)";

    /** Finds the block that holds a seq. */
    static Optional<ArchivedBlock> holding(Handle handle, ConversationId conversation, long seq) {
        return handle.select(FIND, conversation.value(), seq)
                .map((row, context) -> new ArchivedBlock(
                        conversation, row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), row.getInt(5)))
                .findOne()
                .filter(block -> block.holds(seq));
    }

    /** Returns up to which seq a log is archived; 0 if nothing of it is. */
    static long lastOf(Handle handle, ConversationId conversation) {
        return handle.select(LAST, conversation.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    boolean holds(long seq) {
        return first <= seq && seq <= last;
    }

    /** Adds this to the log's blocks. Of two that begin alike one meets the key. */
    void insert(Handle handle) {
        handle.execute(INSERT, conversation.value(), first, last, file, position, length);
    }
}
