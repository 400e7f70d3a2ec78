package io.keel.im.examples.bench.load;

import java.nio.ByteBuffer;

/** Decimal numbers of a fixed width. */
final class Numbers {

    static final int WIDTH = 10;
    static final int SENDER_WIDTH = 4;

    private Numbers() {}

    static long read(ByteBuffer in, int at, int width) {
        long number = 0;
        for (int i = at; i < at + width; i++) {
            number = number * 10 + (in.get(i) - '0');
        }
        return number;
    }
}
