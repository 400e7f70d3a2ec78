package io.keel.im.testkit.history;

import io.keel.im.conversation.ConversationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One position of an inbox, as somebody was told it: a message, a removal, or nothing that is left.
 *
 * @param inboxSeq the position
 * @param line the message; null when it is none
 * @param removedFrom the conversation that messages were removed from; null when it is no removal
 * @param removed the removed seqs; empty when it is no removal
 */
public record Told(
        long inboxSeq, @Nullable Line line, @Nullable ConversationId removedFrom, List<Long> removed) {
    /** A message stands there. */
    public static Told message(long inboxSeq, Line line) {
        return new Told(inboxSeq, line, null, List.of());
    }

    /** A removal stands there. */
    public static Told removal(long inboxSeq, ConversationId conversation, List<Long> seqs) {
        return new Told(inboxSeq, null, conversation, seqs);
    }

    /** A message stood there that has been removed. */
    public static Told nothing(long inboxSeq) {
        return new Told(inboxSeq, null, null, List.of());
    }
}
