package io.keel.im.conversation;

/**
 * Text for humans.
 *
 * @param value not empty
 */
public record Text(String value) implements Content {}
