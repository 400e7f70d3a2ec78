package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.protocol.v1.Target;
import java.util.List;

/**
 * One conversation of the soak.
 *
 * @param conversation its name by the protocol
 * @param kind who gets what is written to it, and how
 * @param members indexes of the users in it
 */
record Talk(String conversation, Kind kind, List<Integer> members) {

    enum Kind {
        DIRECT,
        WRITE_DIFFUSED,
        READ_DIFFUSED
    }

    static Talk direct(int one, int other) {
        int first = Math.min(one, other);
        int second = Math.max(one, other);
        return new Talk(
                "d:" + KeelAccess.user(first) + ":" + KeelAccess.user(second), Kind.DIRECT, List.of(first, second));
    }

    static Talk group(String id, Kind kind, List<Integer> members) {
        return new Talk("g:" + id, kind, List.copyOf(members));
    }

    boolean isGroup() {
        return kind != Kind.DIRECT;
    }

    /** The group's id. */
    String group() {
        return conversation.substring("g:".length());
    }

    /** Where a member sends to. */
    Target target(int from) {
        if (isGroup()) {
            return Target.newBuilder().setGroup(group()).build();
        }
        int to = members.get(0) == from ? members.get(1) : members.get(0);
        return Target.newBuilder().setUser(KeelAccess.user(to)).build();
    }
}
