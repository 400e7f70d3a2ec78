package io.keel.im.conversation;

import io.keel.im.UserId;
import io.keel.im.group.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a conversation and takes a seq like any message; never counts as unread.
 *
 * @param kind what happened
 * @param users whom it happened to
 * @param seq of {@code RECALLED}: the recalled seq; 0 otherwise
 * @param name of {@code GROUP_CREATED} and {@code GROUP_UPDATED}: the group's name; empty otherwise
 * @param role of {@code ROLE_CHANGED}: the new role; null otherwise
 */
public record Event(
        EventKind kind,
        List<UserId> users,
        long seq,
        String name,
        @Nullable Role role) implements Content {

    /** Makes an event about users. */
    public static Event of(EventKind kind, List<UserId> users) {
        return new Event(kind, users, 0, "", null);
    }

    /** Makes an event that bears a group's name. */
    public static Event named(EventKind kind, List<UserId> users, String name) {
        return new Event(kind, users, 0, name, null);
    }

    /** Makes the event of a role that changed. */
    public static Event roleChanged(UserId user, Role role) {
        return new Event(EventKind.ROLE_CHANGED, List.of(user), 0, "", role);
    }

    /** Makes the event of a recall. */
    public static Event recalled(long seq) {
        return new Event(EventKind.RECALLED, List.of(), seq, "", null);
    }
}
