package io.keel.im.conversation;

import io.keel.im.id.Names;

/**
 * The name that a client gives a message before it sends it; unique per user and device.
 *
 * @param value 1–64 characters of {@code !}–{@code ~}
 */
public record ClientMsgId(String value) {

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if {@code value} is malformed
     */
    public ClientMsgId {
        if (!Names.isPrintable(value)) {
            throw new IllegalArgumentException("clientMsgId: malformed (expected: 1–64 characters of ! to ~)");
        }
    }

    /** Returns the bare id. */
    @Override
    public String toString() {
        return value;
    }
}
