package io.keel.im.websocket;

import java.util.Arrays;

/** A message that comes in fragments, while it does. */
final class Fragments {

    private final boolean text;
    private byte[] bytes;
    private int length;
    private int utf8 = Utf8.COMPLETE;

    Fragments(boolean text, int firstLength) {
        this.text = text;
        this.bytes = new byte[firstLength];
    }

    boolean text() {
        return text;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Adds a fragment; tells whether the text so far can still become valid. */
    boolean add(byte[] fragment, int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, bytes.length * 2));
        }
        System.arraycopy(fragment, 0, bytes, length, size);
        length += size;
        if (text) {
            utf8 = Utf8.check(utf8, fragment, 0, size);
        }
        return utf8 != Utf8.BROKEN;
    }

    /** Tells whether the message may end here. */
    boolean complete() {
        return utf8 == Utf8.COMPLETE;
    }
}
