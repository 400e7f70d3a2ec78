package io.keel.im.conversation;

/** What an event of a conversation's log tells. */
public enum EventKind {
    /** A group was made; names its first members but the creator. */
    GROUP_CREATED,
    /** Members were added by another member. */
    MEMBERS_ADDED,
    /** Members were removed by another member. */
    MEMBERS_REMOVED,
    /** A user joined an open group. */
    MEMBER_JOINED,
    /** A member left. */
    MEMBER_LEFT,
    /** A member's role changed. */
    ROLE_CHANGED,
    /** The group's name or openness changed. */
    GROUP_UPDATED,
    /** The group was disbanded. */
    GROUP_DISBANDED,
    /** A message was recalled. */
    RECALLED
}
