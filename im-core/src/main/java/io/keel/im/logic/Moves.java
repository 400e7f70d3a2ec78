package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who comes into a read-diffused group's room, and who leaves it, by an entry of its log: the entry's own event tells.
 *
 * @param joined who comes in
 * @param gone who leaves
 */
record Moves(List<UserId> joined, List<UserId> gone) {

    static final Moves NONE = new Moves(List.of(), List.of());

    /** The moves by an entry; none as long as its group is write-diffused, when there is no room. */
    static Moves of(Outcome.Stored entry) {
        if (entry.readDiffused()) {
            return entry.group() == null ? NONE : new Moves(joined(entry.message()), gone(entry.message()));
        }
        return entry.turned() ? new Moves(stayed(entry), List.of()) : NONE;
    }

    boolean isEmpty() {
        return joined.isEmpty() && gone.isEmpty();
    }

    /** Who becomes a member by an entry of a group's log. */
    static List<UserId> joined(Message message) {
        if (!(message.content() instanceof Event event)) {
            return List.of();
        } else if (event.kind() == EventKind.GROUP_CREATED) {
            List<UserId> first = new ArrayList<>(event.users());
            message.from().ifPresent(first::add);
            return first;
        }
        return event.kind() == EventKind.MEMBERS_ADDED || event.kind() == EventKind.MEMBER_JOINED
                ? event.users()
                : List.of();
    }

    private static List<UserId> gone(Message message) {
        return message.content() instanceof Event event
                        && (event.kind() == EventKind.MEMBERS_REMOVED || event.kind() == EventKind.MEMBER_LEFT)
                ? event.users()
                : List.of();
    }

    /** Those to whose inboxes the entry was written, save for whom it takes out. */
    private static List<UserId> stayed(Outcome.Stored entry) {
        Set<UserId> gone = Set.copyOf(gone(entry.message()));
        return entry.inboxes().stream().filter(user -> !gone.contains(user)).toList();
    }
}
