package io.keel.im.command;

import io.keel.im.conversation.ConversationId;

/** Something that takes a seq of one conversation. Commands of one conversation are handled in order, by one writer. */
public sealed interface Command permits Send, Recall, GroupCommand {

    /** The conversation whose log it goes to. */
    ConversationId conversation();
}
