package io.keel.im.memory;

import io.keel.im.conversation.Message;
import io.keel.im.protocol.MessageBytes;
import io.keel.im.seq.SeqWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of one conversation by seq, each with the number of texts and data up to and including it. They are kept as the bytes of
 * the schema, see {@link ByteRecords} for why, and made anew for each reader. Guarded by its conversation.
 */
final class MemoryLog {

    /** Of each entry the count, then the message. */
    private final ByteRecords entries = new ByteRecords();

    /** The count of the newest entry. */
    private int counted;

    /** What was put in the place of entries, by seq. */
    private final Map<Integer, Message> replaced = new HashMap<>(2);

    /** The newest seq; 0 when there are no entries. */
    int head() {
        return entries.size();
    }

    /** Adds the entry whose seq is one past the head. */
    void add(Message message, boolean counts) {
        counted += counts ? 1 : 0;
        MessageBytes bytes = MessageBytes.of(message);
        int index = entries.add(Integer.BYTES + bytes.size());
        int start = entries.start(index);
        ByteRecords.putInt(entries.array(index), start, counted);
        bytes.write(entries.array(index), start + Integer.BYTES);
    }

    /** Returns the entry at {@code seq}, which exists. */
    Message get(int seq) {
        Message other = replaced.get(seq);
        if (other != null) {
            return other;
        }
        int start = entries.start(seq - 1) + Integer.BYTES;
        return MessageBytes.read(entries.array(seq - 1), start, entries.end(seq - 1) - start);
    }

    /** Puts another message in the place of the entry at its seq, of which nothing is left. */
    void replace(Message message) {
        int seq = (int) message.seq();
        replaced.put(seq, message);
        Arrays.fill(entries.array(seq - 1), entries.start(seq - 1) + Integer.BYTES, entries.end(seq - 1), (byte) 0);
    }

    /** Tells whether there is an entry at {@code seq}. */
    boolean has(long seq) {
        return seq >= 1 && seq <= head();
    }

    /** Returns how many texts and data stand at seqs up to {@code seq}, which is 0 or exists. */
    int countUpTo(int seq) {
        return seq == 0 ? 0 : ByteRecords.intAt(entries.array(seq - 1), entries.start(seq - 1));
    }

    /** Returns the entries of a window, ascending, at most {@code limit}. */
    List<Message> read(SeqWindow window, int limit) {
        int head = head();
        long first;
        long last;
        if (window.direction() == SeqWindow.Direction.AFTER) {
            first = Math.min(Math.max(window.bound(), 0), head) + 1;
            last = Math.min(head, first - 1 + limit);
        } else {
            last = window.direction() == SeqWindow.Direction.NEWEST
                    ? head
                    : Math.min(head, Math.max(window.bound(), 1) - 1);
            first = Math.max(1, last - limit + 1);
        }
        if (last < first) {
            return List.of();
        }
        List<Message> page = new ArrayList<>((int) (last - first + 1));
        for (int seq = (int) first; seq <= last; seq++) {
            page.add(get(seq));
        }
        return page;
    }
}
