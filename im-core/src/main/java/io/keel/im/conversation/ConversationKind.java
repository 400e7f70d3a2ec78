package io.keel.im.conversation;

/** How a conversation's members are found. */
public enum ConversationKind {
    /** Two users, or one with itself; there from the start. */
    DIRECT,
    /** The members of a group. */
    GROUP
}
