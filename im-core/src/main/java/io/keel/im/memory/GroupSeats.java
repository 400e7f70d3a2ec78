package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.group.Member;
import io.keel.im.spi.UserConversationStore.Readers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group: by name, in byte order, and counted by position.
 *
 * <p>A member that has read anything since it joined has read the interval from its {@code joinSeq} to its {@code readSeq}. Who
 * has read a seq is in whose interval it lies: the intervals that start at or below it, less those that end below it.
 */
final class GroupSeats {

    private final Map<UserId, Seat> byName = new HashMap<>();
    private final TreeMap<String, Seat> inOrder = new TreeMap<>();
    private final PositionCounts joins = new PositionCounts();
    private final PositionCounts starts = new PositionCounts();
    private final PositionCounts ends = new PositionCounts();

    /** Returns the user's seat; null if it is no member. */
    @Nullable
    Seat find(UserId user) {
        return byName.get(user);
    }

    /** Seats a new member. */
    void add(MemoryUser user, Member member) {
        Seat seat = new Seat(user, member);
        byName.put(user.id(), seat);
        inOrder.put(user.id().value(), seat);
        joins.add(seat.joinSeq());
    }

    /** Takes a member's seat away; returns it, or null if there was none. */
    @Nullable
    Seat remove(UserId user) {
        Seat seat = byName.remove(user);
        if (seat != null) {
            inOrder.remove(user.value());
            joins.remove(seat.joinSeq());
            forgetInterval(seat);
        }
        return seat;
    }

    /** Moves a seat's read position to {@code seq}, which is larger than where it is. */
    void advance(Seat seat, int seq) {
        forgetInterval(seat);
        seat.readSeq(seq);
        if (seat.hasRead(seq)) {
            starts.add(seat.joinSeq());
            ends.add(seq);
        }
    }

    /** Counts and names those who have read {@code seq} and had joined by it. */
    Readers readers(long seq, @Nullable UserId except, int limit) {
        int count = starts.upTo(seq) - ends.upTo(seq - 1);
        int total = joins.upTo(seq);
        Seat left = except == null ? null : byName.get(except);
        if (left != null && left.joinSeq() <= seq) {
            total--;
            count -= left.hasRead(seq) ? 1 : 0;
        }
        return new Readers(count, total, names(seq, left, Math.min(count, limit)));
    }

    /** All seats, in byte order of the names. */
    Collection<Seat> all() {
        return inOrder.values();
    }

    /** Returns up to {@code limit} members in byte order, those after the name {@code after}. */
    List<Member> page(String after, int limit) {
        List<Member> page = new ArrayList<>();
        for (Seat seat : inOrder.tailMap(after, false).values()) {
            if (page.size() == limit) {
                break;
            }
            page.add(seat.member());
        }
        return page;
    }

    private List<UserId> names(long seq, @Nullable Seat except, int wanted) {
        List<UserId> names = new ArrayList<>(wanted);
        for (Seat seat : inOrder.values()) {
            if (names.size() == wanted) {
                break;
            }
            if (seat != except && seat.hasRead(seq)) {
                names.add(seat.user().id());
            }
        }
        return names;
    }

    private void forgetInterval(Seat seat) {
        if (seat.readSeq() > 0 && seat.readSeq() >= seat.joinSeq()) {
            starts.remove(seat.joinSeq());
            ends.remove(seat.readSeq());
        }
    }
}
