package io.keel.im.websocket;

import java.nio.charset.StandardCharsets;

/**
 * What a close frame bears.
 *
 * @param code the close code; {@link #NO_CODE} for none
 */
record ClosePayload(int code) {

    /** The frame is empty. */
    static final int NO_CODE = 1005;

    /** The server's own fault. */
    static final int INTERNAL_ERROR = 1011;

    private static final int MAX_REASON = FrameHeader.MAX_CONTROL - 2;

    /** Tells whether a close frame may bear a code: those of RFC 6455 and its registry, of libraries and of applications. */
    static boolean isSendable(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }

    /** Encodes a close frame's payload; a reason that is too long is cut between characters. */
    byte[] encode(String reason) {
        if (code == NO_CODE) {
            return new byte[0];
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, MAX_REASON);
        while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
            length--;
        }
        byte[] payload = new byte[2 + length];
        payload[0] = (byte) (code >>> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, length);
        return payload;
    }
}
