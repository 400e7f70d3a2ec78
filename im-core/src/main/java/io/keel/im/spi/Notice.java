package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import java.util.List;

/** What a gateway pushes to clients. */
public sealed interface Notice {

    /** A message was stored. */
    record Said(Message message) implements Notice {}

    /** The receiver removed messages for itself. */
    record Removed(ConversationId conversation, List<Long> seqs) implements Notice {}

    /** Somebody has read up to a seq. */
    record Receipt(ConversationId conversation, UserId user, long seq) implements Notice {}

    /** Somebody is typing. */
    record Typing(ConversationId conversation, UserId user) implements Notice {}
}
