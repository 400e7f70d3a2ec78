package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.spi.Append;
import io.keel.im.spi.Effect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Which senders of a batch have a seat in the conversation that they write to, and how far their read positions move by it. Used
 * by one thread.
 */
final class Seats {

    private static final String JOINS =
            "SELECT group_id, user_id, join_seq FROM group_members WHERE (group_id, user_id) IN (%s)";

    private static final MultiRowInsert<Position> SAVE = new MultiRowInsert<>(
            "user_conversations (conversation_id, user_id, join_seq, read_seq)",
            4,
            " ON DUPLICATE KEY UPDATE read_seq = GREATEST(read_seq, VALUES(read_seq))",
            (statement, position, each) -> {
                statement.setString(position, each.conversation.value());
                statement.setString(position + 1, each.user.value());
                statement.setLong(position + 2, each.joinSeq);
                statement.setLong(position + 3, each.readSeq);
                return position + 4;
            },
            each -> 300);

    /** When the members among the senders have joined. */
    private final Map<Seat, Long> joins = new HashMap<>();

    private final Map<Seat, Position> moved = new TreeMap<>();

    /** Looks up the members among the senders; nothing is asked for a batch without groups. */
    static Seats find(Handle handle, List<Append> batch) {
        Set<Seat> senders = new HashSet<>();
        for (Append append : batch) {
            UserId sender = append.draft().from().orElse(null);
            ConversationId conversation = append.draft().conversation();
            if (sender != null
                    && isSaid(append.effect())
                    && conversation.group().isPresent()) {
                senders.add(new Seat(conversation, sender));
            }
        }
        List<Object[]> keys = new ArrayList<>(senders.size());
        for (Seat each : senders) {
            keys.add(new Object[] {each.conversation.requireGroup().value(), each.user.value()});
        }
        Seats found = new Seats();
        InList.query(handle, JOINS, List.of(), keys, (row, context) -> {
            ConversationId conversation = ConversationId.group(new GroupId(row.getString(1)));
            return found.joins.put(new Seat(conversation, new UserId(row.getString(2))), row.getLong(3));
        });
        return found;
    }

    /** Takes what an entry changes of who is a member. */
    void change(ConversationId conversation, Effect.Changes changes, long seq) {
        for (UserId gone : changes.gone()) {
            leave(new Seat(conversation, gone));
        }
        for (Member joined : changes.joined()) {
            Seat seat = new Seat(conversation, joined.user());
            leave(seat);
            joins.put(seat, seq);
        }
    }

    /** Seats both sides of a direct conversation, which has its first message. */
    void open(ConversationId conversation) {
        for (UserId side : Sides.of(conversation)) {
            move(new Seat(conversation, side), 0, 0);
        }
    }

    /** Moves a sender's read position to its message; one who has no seat has no position. */
    void said(LockedConversation conversation, UserId sender, long seq) {
        Seat seat = new Seat(conversation.id(), sender);
        if (conversation.isDirect()) {
            if (conversation.id().isBetween(sender)) {
                move(seat, 0, seq);
            }
            return;
        }
        Long joinSeq = joins.get(seat);
        if (joinSeq != null) {
            move(seat, joinSeq, seq);
        }
    }

    /** Writes the positions that have moved, in order of conversation and user. */
    void save(Handle handle) throws SQLException {
        SAVE.run(handle.getConnection(), List.copyOf(moved.values()));
    }

    static boolean isSaid(Effect effect) {
        return effect instanceof Effect.Said || effect instanceof Effect.SaidAndTurned;
    }

    private void leave(Seat seat) {
        joins.remove(seat);
        moved.remove(seat);
    }

    private void move(Seat seat, long joinSeq, long readSeq) {
        moved.put(seat, new Position(seat.conversation, seat.user, joinSeq, readSeq));
    }

    private record Seat(ConversationId conversation, UserId user) implements Comparable<Seat> {

        @Override
        public int compareTo(Seat other) {
            int order = conversation.compareTo(other.conversation);
            return order != 0 ? order : user.compareTo(other.user);
        }
    }

    private record Position(ConversationId conversation, UserId user, long joinSeq, long readSeq) {}
}
