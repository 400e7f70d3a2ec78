package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.spi.Effect;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group at its present version, with its members. Guarded by its conversation. */
final class MemoryGroup {

    private final GroupSeats seats = new GroupSeats();

    /** By seq the state that each change left: its command may be answered again. */
    private final Map<Integer, Group> states = new HashMap<>(2);

    private Group state;

    /** All members at the present version of a write-diffused group; null until somebody asks. */
    private @Nullable GroupRoster everyone;

    /** The users behind {@link #everyone}, in its order, so that a message to all need not look them up. */
    private MemoryUser[] users = {};

    MemoryGroup(Group state) {
        this.state = state;
    }

    Group state() {
        return state;
    }

    GroupSeats seats() {
        return seats;
    }

    boolean has(UserId user) {
        return seats.find(user) != null;
    }

    /** Tells whether messages are written to the members' inboxes. */
    boolean writeDiffused() {
        return state.diffusion() == Diffusion.WRITE;
    }

    /** Returns the state that the entry at {@code seq} left; null if it changed nothing. */
    @Nullable
    Group leftBy(int seq) {
        return states.get(seq);
    }

    /** Makes {@code after} the present version, by the entry at {@code seq}. */
    void become(Group after, int seq) {
        states.put(seq, after);
        state = after;
        everyone = null;
        users = new MemoryUser[0];
    }

    /** Changes members by the entry at {@code seq} of {@code conversation}. */
    void change(Effect.Changes changes, int seq, MemoryConversation conversation, MemoryTables tables) {
        for (UserId gone : changes.gone()) {
            Seat seat = seats.remove(gone);
            if (seat != null) {
                seat.user().left(conversation);
            }
        }
        for (Member altered : changes.altered()) {
            Seat seat = seats.find(altered.user());
            if (seat != null) {
                // Where and when it joined is the store's to know.
                seat.alter(seat.member().withRole(altered.role()));
            }
        }
        for (Member joined : changes.joined()) {
            seats.remove(joined.user());
            MemoryUser user = tables.user(joined.user());
            long visibleFrom = joined.visibleFrom() == 0 ? seq : joined.visibleFrom();
            seats.add(user, new Member(user.id(), joined.role(), joined.joinedAt(), seq, visibleFrom));
            user.entered(conversation);
        }
        become(changes.after(), seq);
    }

    /** Returns the group with the members asked for; with all of them under write diffusion. */
    GroupRoster roster(Collection<UserId> asked) {
        if (!writeDiffused()) {
            Map<UserId, Member> members = new HashMap<>();
            for (UserId user : asked) {
                Seat seat = seats.find(user);
                if (seat != null) {
                    members.put(user, seat.member());
                }
            }
            return new GroupRoster(state, members, List.of());
        }
        if (everyone == null) {
            everyone = rosterOfAll();
        }
        return everyone;
    }

    /** Returns the users behind {@code inboxes} if that is the present roster's own list; null otherwise. */
    MemoryUser @Nullable [] usersOf(List<UserId> inboxes) {
        return everyone != null && everyone.everyone() == inboxes ? users : null;
    }

    private GroupRoster rosterOfAll() {
        Collection<Seat> all = seats.all();
        Map<UserId, Member> members = new HashMap<>(all.size() * 2);
        UserId[] names = new UserId[all.size()];
        users = new MemoryUser[all.size()];
        int i = 0;
        for (Seat seat : all) {
            users[i] = seat.user();
            names[i++] = seat.user().id();
            members.put(seat.user().id(), seat.member());
        }
        return new GroupRoster(state, members, List.of(names));
    }
}
