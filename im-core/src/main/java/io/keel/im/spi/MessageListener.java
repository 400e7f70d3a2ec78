package io.keel.im.spi;

import io.keel.im.conversation.Message;

/**
 * Hears of every message, events included, after it is durable: in order within a conversation, at least once. Called by the
 * logic's thread; an exception is logged and changes nothing.
 */
@FunctionalInterface
public interface MessageListener {

    /** Hears nothing. */
    MessageListener NONE = message -> {};

    /** A message was stored. */
    void stored(Message message);
}
