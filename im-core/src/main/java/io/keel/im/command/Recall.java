package io.keel.im.command;

import io.keel.im.conversation.ConversationId;

/**
 * Takes a message back.
 *
 * @param conversation which conversation
 * @param seq which message of it
 */
public record Recall(ConversationId conversation, long seq) implements Command {}
