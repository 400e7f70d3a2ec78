package io.keel.im.membership;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.group.Group;

/** What the rules say of a group command. */
public sealed interface Ruling {

    /** It is allowed, and does this. */
    record Allowed(GroupChange change) implements Ruling {}

    /** It is allowed and changes nothing, so that no event is stored. */
    record Unchanged(Group group) implements Ruling {}

    /** It is refused. */
    record Denied(Refusal refusal) implements Ruling {}

    /** Refuses. */
    static Ruling denied(ErrorCode code, String message) {
        return new Denied(Refusal.of(code, message));
    }
}
