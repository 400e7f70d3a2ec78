package io.keel.im.seq;

import io.keel.im.conversation.ConversationId;

/**
 * Where a conversation's log ends.
 *
 * @param conversation which
 * @param seq its newest seq
 */
public record Head(ConversationId conversation, long seq) {}
