package io.keel.im.spi;

import io.keel.im.conversation.ConversationId;
import org.jspecify.annotations.Nullable;

/**
 * What a command is found by after it was stored.
 *
 * @param id its id: the {@code messageId} of what it stored, unique in the whole system
 * @param conversation the conversation that it goes to
 * @param send of a send, what makes it the same as an earlier one; null for other commands
 */
public record CommandKey(
        long id, ConversationId conversation, @Nullable SendKey send) {}
