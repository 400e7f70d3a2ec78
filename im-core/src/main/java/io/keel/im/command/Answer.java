package io.keel.im.command;

import io.keel.im.Refusal;
import io.keel.im.conversation.ConversationId;

/** What the submitter of a command is told. */
public sealed interface Answer {

    /**
     * A message is durably stored.
     *
     * @param messageId its Snowflake id
     * @param conversation where
     * @param seq its place there
     * @param sentAt when it was accepted, milliseconds since the epoch
     * @param inboxSeq its place in the sender's own inbox; 0 under read diffusion
     */
    record Sent(long messageId, ConversationId conversation, long seq, long sentAt, long inboxSeq) implements Answer {}

    /** It is done, or was before. */
    enum Done implements Answer {
        /** The one instance. */
        DONE
    }

    /** The group as the command left it. */
    record GroupState(io.keel.im.group.Group group) implements Answer {}

    /** Nothing was stored, and why. */
    record Refused(Refusal refusal) implements Answer {}
}
