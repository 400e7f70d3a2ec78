package io.keel.im.group;

/** What a member may do in a group; declared from the most to the least powerful. */
public enum Role {
    /** One per group: every right, roles and disbanding included. */
    OWNER,
    /** May add and remove plain members, update the group and recall any message. */
    ADMIN,
    /** May read and write. */
    MEMBER;

    /** Tells whether this role may add members, update the group and recall others' messages. */
    public boolean manages() {
        return this != MEMBER;
    }
}
