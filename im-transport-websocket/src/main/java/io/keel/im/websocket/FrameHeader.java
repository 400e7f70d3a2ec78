package io.keel.im.websocket;

/** The header of a WebSocket frame as a server writes it: whole messages, never masked. */
final class FrameHeader {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** The longest header that a server writes. */
    static final int ROOM = 10;

    /** The largest payload of a control frame. */
    static final int MAX_CONTROL = 125;

    private static final int FINAL = 0x80;

    private FrameHeader() {}

    /**
     * Writes a header so that it ends right before {@code end}.
     *
     * @param end at least {@link #ROOM}
     * @return where it begins
     */
    static int writeBefore(byte[] target, int end, int opcode, int length) {
        int at = end;
        if (length < 126) {
            target[--at] = (byte) length;
        } else if (length < 1 << 16) {
            target[--at] = (byte) length;
            target[--at] = (byte) (length >>> 8);
            target[--at] = 126;
        } else {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                target[--at] = (byte) ((long) length >>> shift);
            }
            target[--at] = 127;
        }
        target[--at] = (byte) (FINAL | opcode);
        return at;
    }
}
