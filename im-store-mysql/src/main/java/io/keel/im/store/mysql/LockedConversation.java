package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;

/** A row of {@code conversations} that this transaction has locked: where the log ends, as entries are added to it. */
final class LockedConversation {

    private final ConversationId id;
    private final long lockedSeq;
    private long headSeq;
    private long nextSeq;
    private long headCount;
    private long headMessageId;
    private long version;

    LockedConversation(ConversationId id, long headSeq, long headCount, long headMessageId, long version) {
        this.id = id;
        this.lockedSeq = headSeq;
        this.headSeq = headSeq;
        this.nextSeq = headSeq + 1;
        this.headCount = headCount;
        this.headMessageId = headMessageId;
        this.version = version;
    }

    ConversationId id() {
        return id;
    }

    boolean isDirect() {
        return id.kind() == ConversationKind.DIRECT;
    }

    /** Where the log ended when it was locked. */
    long lockedSeq() {
        return lockedSeq;
    }

    long headSeq() {
        return headSeq;
    }

    /** How many texts and data there are up to the head. */
    long headCount() {
        return headCount;
    }

    long headMessageId() {
        return headMessageId;
    }

    /** The membership's version; 0 for direct conversations, and for groups that do not exist yet. */
    long version() {
        return version;
    }

    boolean hasGrown() {
        return headSeq > lockedSeq;
    }

    /** Has the next entry take this seq, if it lies behind the head; tells whether it does. */
    boolean continueAt(long seq) {
        nextSeq = seq;
        return seq > headSeq;
    }

    /** Adds an entry; returns its seq. */
    long add(long messageId, boolean said) {
        headMessageId = messageId;
        headCount += said ? 1 : 0;
        headSeq = nextSeq++;
        return headSeq;
    }

    void become(long newVersion) {
        version = newVersion;
    }
}
