package io.keel.im.protocol;

/** Single characters in UTF-8. */
final class Utf8 {

    private Utf8() {}

    /**
     * Writes a character.
     *
     * @param point a code point that is no surrogate
     * @return the offset behind it: one to four more
     */
    static int write(int point, byte[] target, int offset) {
        int at = offset;
        if (point < 0x80) {
            target[at++] = (byte) point;
        } else if (point < 0x800) {
            target[at++] = (byte) (0xC0 | point >> 6);
            target[at++] = rest(point);
        } else if (point < 0x10000) {
            target[at++] = (byte) (0xE0 | point >> 12);
            target[at++] = rest(point >> 6);
            target[at++] = rest(point);
        } else {
            target[at++] = (byte) (0xF0 | point >> 18);
            target[at++] = rest(point >> 12);
            target[at++] = rest(point >> 6);
            target[at++] = rest(point);
        }
        return at;
    }

    private static byte rest(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
