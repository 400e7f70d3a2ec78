package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one {@link Append}. */
public sealed interface AppendResult {

    /**
     * It is durable.
     *
     * @param message the message at its seq
     * @param inboxSeqs its positions in the inboxes, in the order of {@link Append#inboxes()}
     */
    record Stored(Message message, long[] inboxSeqs) implements AppendResult {}

    /** It stands in the log already, and nothing was stored now. */
    sealed interface Known extends AppendResult {}

    /**
     * This very command was stored before: the bus handed it over again, since nobody knows whether its answer and its
     * pushes went out. It bears all that they are made of.
     *
     * @param message the message as it stands now: blank if it was recalled since
     * @param inboxes whose inboxes the command was written to, in any order; empty under read diffusion
     * @param inboxSeqs its positions there, in the order of {@code inboxes}
     * @param group the group as the command left it, whatever has become of it since; null if the command did not
     *     change it
     */
    record Redelivered(
            Message message,
            List<UserId> inboxes,
            long[] inboxSeqs,
            @Nullable Group group) implements Known {}

    /**
     * Another command stored the same {@link SendKey}: its client sent it again, and is owed the first answer alone.
     *
     * @param messageId of the first
     * @param seq of the first
     * @param sentAt of the first
     * @param inboxSeq of the first, in its sender's inbox; 0 when it stands in none
     * @param digest of the first
     */
    record Repeated(long messageId, long seq, long sentAt, long inboxSeq, Digest digest) implements Known {}

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
