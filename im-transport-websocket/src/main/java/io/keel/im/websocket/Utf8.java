package io.keel.im.websocket;

/**
 * Checks UTF-8 piece by piece. A state is what must follow: how many continuation bytes, and the range that the next one has to
 * be in, packed in one int as {@code missing | lowest << 8 | highest << 16}.
 */
final class Utf8 {

    /** Between two characters: where a text begins and must end. */
    static final int COMPLETE = 0;

    /** No continuation makes this UTF-8. */
    static final int BROKEN = -1;

    private Utf8() {}

    /** Returns the state after {@code length} more bytes. */
    static int check(int state, byte[] bytes, int offset, int length) {
        int now = state;
        for (int at = offset; at < offset + length && now != BROKEN; at++) {
            int next = bytes[at] & 0xFF;
            if (now == COMPLETE) {
                now = next < 0x80 ? COMPLETE : begin(next);
            } else {
                boolean fits = next >= (now >> 8 & 0xFF) && next <= now >> 16;
                now = fits ? expect((now & 0xFF) - 1, 0x80, 0xBF) : BROKEN;
            }
        }
        return now;
    }

    /** The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF. */
    private static int begin(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return BROKEN;
        }
        if (first < 0xE0) {
            return expect(1, 0x80, 0xBF);
        }
        if (first < 0xF0) {
            return expect(2, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        }
        return expect(3, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
    }

    private static int expect(int missing, int lowest, int highest) {
        return missing == 0 ? COMPLETE : missing | lowest << 8 | highest << 16;
    }
}
