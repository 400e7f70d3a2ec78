package io.keel.im.memory;

import io.keel.im.conversation.ConversationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One user's inbox and what it has removed: two arrays side by side, since there is an entry per message and member. Guarded
 * by its user.
 */
final class MemoryInbox {

    /** Of each position the {@link MemoryConversation} of its message, or the {@link InboxPlace.Removed} that stands there. */
    private Object[] places = {};

    /** Of each position the seq of its message; 0 at removals. */
    private int[] seqs = {};

    private int head;

    /** What the user has removed; null until it removes something. */
    private @Nullable Map<ConversationId, NavigableSet<Long>> removed;

    /** The newest position; 0 when there are none. */
    int head() {
        return head;
    }

    /** Adds a message; returns its position. */
    int add(MemoryConversation conversation, int seq) {
        return put(conversation, seq);
    }

    /**
     * Removes messages for this user.
     *
     * @return the newly removed seqs, ascending; they stand at the head, unless there are none
     */
    List<Long> remove(ConversationId conversation, Collection<Long> asked) {
        if (removed == null) {
            removed = new HashMap<>();
        }
        NavigableSet<Long> gone = removed.computeIfAbsent(conversation, key -> new TreeSet<>());
        List<Long> fresh = new ArrayList<>(asked.size());
        for (Long seq : new TreeSet<>(asked)) {
            if (gone.add(seq)) {
                fresh.add(seq);
            }
        }
        if (!fresh.isEmpty()) {
            put(new InboxPlace.Removed(conversation, List.copyOf(fresh)), 0);
        }
        return fresh;
    }

    /** Returns the removed seqs in {@code [from, to]}. */
    NavigableSet<Long> removed(ConversationId conversation, long from, long to) {
        NavigableSet<Long> gone = removed == null ? null : removed.get(conversation);
        return gone == null || from > to ? new TreeSet<>() : new TreeSet<>(gone.subSet(from, true, to, true));
    }

    /**
     * Returns the position of a message; 0 if it does not stand here. Looks from the head: what is asked for is seldom old.
     */
    int find(MemoryConversation conversation, int seq) {
        for (int i = head - 1; i >= 0; i--) {
            if (places[i] == conversation && seqs[i] <= seq) {
                return seqs[i] == seq ? i + 1 : 0;
            }
        }
        return 0;
    }

    /** Returns up to {@code limit} places after a position. */
    List<InboxPlace> read(long after, int limit) {
        int first = (int) Math.min(Math.max(after, 0), head);
        int last = (int) Math.min((long) first + limit, head);
        List<InboxPlace> page = new ArrayList<>(last - first);
        for (int i = first; i < last; i++) {
            page.add(place(i));
        }
        return page;
    }

    private InboxPlace place(int index) {
        if (places[index] instanceof InboxPlace.Removed removal) {
            return removal;
        }
        MemoryConversation conversation = (MemoryConversation) places[index];
        boolean hidden = isRemoved(conversation.id(), seqs[index]);
        return hidden ? InboxPlace.Hidden.HIDDEN : new InboxPlace.At(conversation, seqs[index]);
    }

    private boolean isRemoved(ConversationId conversation, long seq) {
        NavigableSet<Long> gone = removed == null ? null : removed.get(conversation);
        return gone != null && gone.contains(seq);
    }

    private int put(Object place, int seq) {
        if (head == places.length) {
            int length = head == 0 ? 4 : head + (head >> 1) + 1;
            places = Arrays.copyOf(places, length);
            seqs = Arrays.copyOf(seqs, length);
        }
        places[head] = place;
        seqs[head] = seq;
        return ++head;
    }
}
