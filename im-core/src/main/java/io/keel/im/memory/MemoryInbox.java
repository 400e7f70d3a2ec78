package io.keel.im.memory;

import io.keel.im.conversation.ConversationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One user's inbox and what it has removed: a number per position, since there is one per message and member. Guarded by its user.
 */
final class MemoryInbox {

    /** In the upper half of a place, instead of a conversation's number: the lower one is the index of a removal. */
    private static final int REMOVAL = -1;

    private final MemoryTables tables;

    /** Of each position the number of its conversation and its seq there. */
    private final LongList places = new LongList();

    private final List<InboxPlace.Removed> removals = new ArrayList<>(0);

    /** What the user has removed; null until it removes something. */
    private @Nullable Map<ConversationId, NavigableSet<Long>> removed;

    MemoryInbox(MemoryTables tables) {
        this.tables = tables;
    }

    /** The newest position; 0 when there are none. */
    int head() {
        return places.size();
    }

    /** Adds a message; returns its position. */
    int add(MemoryConversation conversation, int seq) {
        return put(conversation.number(), seq);
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
            removals.add(new InboxPlace.Removed(conversation, List.copyOf(fresh)));
            put(REMOVAL, removals.size() - 1);
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
        long wanted = (long) conversation.number() << Integer.SIZE | seq;
        for (int i = head() - 1; i >= 0; i--) {
            long place = places.get(i);
            if (place >>> Integer.SIZE == wanted >>> Integer.SIZE && place <= wanted) {
                return place == wanted ? i + 1 : 0;
            }
        }
        return 0;
    }

    /** Returns up to {@code limit} places after a position. */
    List<InboxPlace> read(long after, int limit) {
        int first = (int) Math.min(Math.max(after, 0), head());
        int last = (int) Math.min((long) first + limit, head());
        List<InboxPlace> page = new ArrayList<>(last - first);
        for (int i = first; i < last; i++) {
            page.add(place(i));
        }
        return page;
    }

    private InboxPlace place(int index) {
        int number = (int) (places.get(index) >>> Integer.SIZE);
        int seq = (int) places.get(index);
        if (number == REMOVAL) {
            return removals.get(seq);
        }
        MemoryConversation conversation = tables.numbered(number);
        return isRemoved(conversation.id(), seq) ? InboxPlace.Hidden.HIDDEN : new InboxPlace.At(conversation, seq);
    }

    private boolean isRemoved(ConversationId conversation, long seq) {
        NavigableSet<Long> gone = removed == null ? null : removed.get(conversation);
        return gone != null && gone.contains(seq);
    }

    private int put(int number, int low) {
        places.add((long) number << Integer.SIZE | low);
        return places.size();
    }
}
