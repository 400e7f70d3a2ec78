package io.keel.im.spi;

import io.keel.im.conversation.Message;

/** What became of one {@link Append}. */
public sealed interface AppendResult {

    /**
     * It is durable.
     *
     * @param message the message at its seq
     * @param inboxSeqs its positions in the inboxes, in the order of {@link Append#inboxes()}
     */
    record Stored(Message message, long[] inboxSeqs) implements AppendResult {}

    /**
     * It was stored before: the same command was redelivered, or the same {@code clientMsgId} was sent again.
     *
     * @param messageId of the first
     * @param seq of the first
     * @param sentAt of the first
     * @param inboxSeq of the first, in its sender's inbox; 0 when it stands in none
     * @param digest of the first
     */
    record Repeated(long messageId, long seq, long sentAt, long inboxSeq, Digest digest) implements AppendResult {}

    /** The group has another version than the one that the entry was judged by: judge again. Nothing was stored. */
    enum Stale implements AppendResult {
        /** The one instance. */
        STALE
    }

    /** The message to be recalled is blank already. Nothing was stored. */
    enum Unchanged implements AppendResult {
        /** The one instance. */
        UNCHANGED
    }
}
