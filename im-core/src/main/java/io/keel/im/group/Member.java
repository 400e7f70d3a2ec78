package io.keel.im.group;

import io.keel.im.UserId;

/**
 * One member of a group.
 *
 * @param user who
 * @param role what it may do
 * @param joinedAt when it joined last, milliseconds since the epoch
 * @param joinSeq the seq of the event by which it joined last
 * @param visibleFrom the first seq that it may see: {@code joinSeq}, or 1 where the group shares its history
 */
public record Member(UserId user, Role role, long joinedAt, long joinSeq, long visibleFrom) {

    /** Returns this member in another role. */
    public Member withRole(Role newRole) {
        return new Member(user, newRole, joinedAt, joinSeq, visibleFrom);
    }
}
