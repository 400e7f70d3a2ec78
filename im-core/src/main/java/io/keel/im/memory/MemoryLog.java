package io.keel.im.memory;

import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of one conversation by seq, each with the number of texts and data up to and including it.
 *
 * <p>Entries lie in chunks, so that a long log is never copied; the first chunk grows, so that a short one is small. Guarded
 * by its conversation.
 */
final class MemoryLog {

    private static final int CHUNK = 256;
    private static final int FIRST = 4;

    private Message[][] messages = {};
    private int[][] counts = {};
    private int head;

    /** The newest seq; 0 when there are no entries. */
    int head() {
        return head;
    }

    /** Adds the entry whose seq is one past the head. */
    void add(Message message, boolean counted) {
        int chunk = head / CHUNK;
        int slot = head % CHUNK;
        makeRoom(chunk, slot);
        messages[chunk][slot] = message;
        counts[chunk][slot] = countUpTo(head) + (counted ? 1 : 0);
        head++;
    }

    /** Returns the entry at {@code seq}, which exists. */
    Message get(int seq) {
        return messages[(seq - 1) / CHUNK][(seq - 1) % CHUNK];
    }

    /** Puts another message in the place of the entry at its seq. */
    void replace(Message message) {
        int index = (int) message.seq() - 1;
        messages[index / CHUNK][index % CHUNK] = message;
    }

    /** Tells whether there is an entry at {@code seq}. */
    boolean has(long seq) {
        return seq >= 1 && seq <= head;
    }

    /** Returns how many texts and data stand at seqs up to {@code seq}, which is 0 or exists. */
    int countUpTo(int seq) {
        return seq == 0 ? 0 : counts[(seq - 1) / CHUNK][(seq - 1) % CHUNK];
    }

    /** Returns the entries of a window, ascending, at most {@code limit}. */
    List<Message> read(SeqWindow window, int limit) {
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

    private void makeRoom(int chunk, int slot) {
        if (slot == 0) {
            if (chunk == messages.length) {
                int length = chunk + (chunk >> 1) + 1;
                messages = Arrays.copyOf(messages, length);
                counts = Arrays.copyOf(counts, length);
            }
            int size = chunk == 0 ? FIRST : CHUNK;
            messages[chunk] = new Message[size];
            counts[chunk] = new int[size];
        } else if (slot == messages[chunk].length) {
            messages[chunk] = Arrays.copyOf(messages[chunk], slot * 2);
            counts[chunk] = Arrays.copyOf(counts[chunk], slot * 2);
        }
    }
}
