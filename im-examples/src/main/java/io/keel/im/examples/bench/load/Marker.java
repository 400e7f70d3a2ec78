package io.keel.im.examples.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Four characters by which a text or a request id of the load is found in any encoding, without parsing the frame. No id
 * and no number that a server writes holds them.
 */
enum Marker {
    TEXT("~KI~"),
    REQUEST("~KA~");

    static final int LENGTH = 4;

    private final String characters;
    private final int value;

    Marker(String characters) {
        this.characters = characters;
        this.value =
                ByteBuffer.wrap(characters.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /**
     * The absolute position right after the marker, or -1.
     *
     * @param hint where to look first, relative to {@code from}
     */
    int find(ByteBuffer in, int from, int to, int hint) {
        int likely = from + hint;
        if (likely + LENGTH <= to && in.getInt(likely) == value) {
            return likely + LENGTH;
        }
        for (int at = from; at + LENGTH <= to; at++) {
            if (in.getInt(at) == value) {
                return at + LENGTH;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return characters;
    }
}
