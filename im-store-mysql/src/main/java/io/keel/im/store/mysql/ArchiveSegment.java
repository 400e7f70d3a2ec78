package io.keel.im.store.mysql;

import com.google.protobuf.ByteString;
import io.keel.im.conversation.ConversationId;
import io.keel.im.store.mysql.v1.ArchivedMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What is to become one file: blocks of as many conversations as it takes to fill it.
 *
 * <p>Which conversations have become old is told by the index of message ids, which are in the order of time: it is walked from a
 * mark, a window at a time. A window's conversations are archived from where their blocks end, whatever brought them here; so a
 * message that was committed late is not forgotten. Only when nothing of the window is left does the mark move.
 */
final class ArchiveSegment {

    /** Covered by the index. */
    static final String WINDOW = "SELECT message_id, conversation_id FROM messages"
            + " WHERE message_id > ? AND message_id < ? ORDER BY message_id LIMIT ?";

    /** A range of the clustered key. */
    static final String RANGE = "SELECT seq, message_id, kind, text, data, content_type, details FROM messages"
            + " WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?";

    private static final String MARK = "SELECT message_id FROM archive_mark WHERE id = 1";

    private final Handle handle;
    private final String file;
    private final long cutoff;
    private final Limits limits;
    private final List<ArchivedBlock> blocks = new ArrayList<>();
    private ByteString content = ByteString.EMPTY;
    private long windowEnd;
    private boolean windowEmpty;

    /**
     * How much is taken at once.
     *
     * @param window messages of the index
     * @param block messages in a block at most
     * @param least messages in a block at least, unless no younger one follows, which will bring the conversation here again
     * @param blockBytes past how many bytes nothing is added to a block
     * @param fileBytes past how many bytes, packed, no block is added to a file
     */
    record Limits(int window, int block, int least, int blockBytes, int fileBytes) {

        static final Limits DEFAULT = new Limits(2_000, 200, 50, 256 * 1024, 4 * 1024 * 1024);
    }

    private ArchiveSegment(Handle handle, String file, long cutoff, Limits limits) {
        this.handle = handle;
        this.file = file;
        this.cutoff = cutoff;
        this.limits = limits;
    }

    /**
     * Gathers a file.
     *
     * @param file its name
     * @param cutoff the smallest message id that stays
     */
    static ArchiveSegment gather(Handle handle, String file, long cutoff, Limits limits) {
        ArchiveSegment segment = new ArchiveSegment(handle, file, cutoff, limits);
        segment.gather();
        return segment;
    }

    /** The blocks, each to be taken into account by itself; none if there is nothing left to archive in the window. */
    List<ArchivedBlock> blocks() {
        return blocks;
    }

    ByteString content() {
        return content;
    }

    /** The last message that was looked at. */
    long windowEnd() {
        return windowEnd;
    }

    /** Tells whether there is nothing old past the mark. */
    boolean windowEmpty() {
        return windowEmpty;
    }

    private void gather() {
        Set<ConversationId> conversations = new LinkedHashSet<>();
        windowEnd = handle.select(MARK).mapTo(Long.class).one();
        List<Long> ids = handle.select(WINDOW, windowEnd, cutoff, limits.window)
                .map((row, context) -> {
                    ConversationId.parse(row.getString(2)).ifPresent(conversations::add);
                    return row.getLong(1);
                })
                .list();
        windowEmpty = ids.isEmpty();
        if (!windowEmpty) {
            windowEnd = ids.get(ids.size() - 1);
        }
        for (ConversationId conversation : conversations) {
            long from = ArchivedBlock.lastOf(handle, conversation);
            for (long next = block(conversation, from); next > from; next = block(conversation, from)) {
                from = next;
                if (content.size() >= limits.fileBytes) {
                    return;
                }
            }
        }
    }

    /** Adds the block that follows a seq; returns its last seq, or the same seq if there is none. */
    private long block(ConversationId conversation, long after) {
        List<Row> rows = handle.select(RANGE, conversation.value(), after, limits.block)
                .map((row, context) -> Row.read(row))
                .list();
        int old = 0;
        int bytes = 0;
        List<ArchivedMessage> said = new ArrayList<>();
        while (old < rows.size() && rows.get(old).messageId < cutoff && bytes < limits.blockBytes) {
            Row row = rows.get(old++);
            bytes += row.said.getSerializedSize();
            if (row.kind == MessageColumns.TEXT || row.kind == MessageColumns.DATA) {
                said.add(row.said);
            }
        }
        boolean youngerFollow = old < rows.size() && bytes < limits.blockBytes;
        if (old == 0 || (old < limits.least && youngerFollow)) {
            return after;
        }
        ByteString packed = said.isEmpty() ? ByteString.EMPTY : BlockForm.pack(said);
        long last = rows.get(old - 1).said.getSeq();
        blocks.add(new ArchivedBlock(conversation, after + 1, last, file, content.size(), packed.size()));
        content = content.concat(packed);
        return last;
    }

    private record Row(long messageId, int kind, ArchivedMessage said) {

        static Row read(ResultSet row) throws SQLException {
            ArchivedMessage.Builder said = ArchivedMessage.newBuilder().setSeq(row.getLong(1));
            String text = row.getString(4);
            byte[] data = row.getBytes(5);
            String contentType = row.getString(6);
            byte[] details = row.getBytes(7);
            if (text != null) {
                said.setText(text);
            }
            if (data != null) {
                said.setData(ByteString.copyFrom(data));
            }
            if (contentType != null) {
                said.setContentType(contentType);
            }
            if (details != null) {
                said.setDetails(ByteString.copyFrom(details));
            }
            return new Row(row.getLong(2), row.getInt(3), said.build());
        }
    }
}
