package io.keel.im.spi;

import io.keel.im.conversation.Message;

/**
 * Hears of every message, events included, after it is durable: at least once, and in order within a conversation.
 *
 * <p>After a failure between storing and telling, the same messages are told again, in their order and each as it
 * stands then (blank if it was recalled meanwhile): a listener that must act once remembers the {@code messageId}, or
 * the largest {@code seq} of each conversation. Sending the same {@code clientMsgId} again tells nothing.
 *
 * <p>Called by the logic's thread; an exception is logged and changes nothing.
 */
@FunctionalInterface
public interface MessageListener {

    /** Hears nothing. */
    MessageListener NONE = message -> {};

    /** A message was stored. */
    void stored(Message message);
}
