package io.keel.im.memory;

import io.keel.im.conversation.ConversationId;
import java.util.List;

/** What stands at one position of an inbox, as long as nobody has looked the message up. */
sealed interface InboxPlace {

    /** A message. */
    record At(MemoryConversation conversation, int seq) implements InboxPlace {}

    /** A removal by the user. */
    record Removed(ConversationId conversation, List<Long> seqs) implements InboxPlace {}

    /** A message that the user has removed since. */
    enum Hidden implements InboxPlace {
        /** The one instance. */
        HIDDEN
    }
}
