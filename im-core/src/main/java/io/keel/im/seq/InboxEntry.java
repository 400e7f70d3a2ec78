package io.keel.im.seq;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import java.util.List;

/** One position of a user's inbox. Positions are 1, 2, 3 … without gaps. */
public sealed interface InboxEntry {

    /** The position. */
    long inboxSeq();

    /** A message, as it stands now. */
    record Holds(long inboxSeq, Message message) implements InboxEntry {}

    /** The user removed messages for itself, here. */
    record Removal(long inboxSeq, ConversationId conversation, List<Long> seqs) implements InboxEntry {}

    /** A message stood here that the user has removed since. */
    record Empty(long inboxSeq) implements InboxEntry {}
}
