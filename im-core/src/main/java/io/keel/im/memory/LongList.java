package io.keel.im.memory;

import java.util.Arrays;

/** Numbers by index, in chunks: see {@link ByteRecords} for why. Not safe for use by several threads. */
final class LongList {

    private static final int CHUNK = 256;
    private static final int FIRST = 4;

    private long[][] chunks = {};
    private int size;

    int size() {
        return size;
    }

    long get(int index) {
        return chunks[index / CHUNK][index % CHUNK];
    }

    void add(long value) {
        int chunk = size / CHUNK;
        int slot = size % CHUNK;
        if (slot == 0) {
            if (chunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1) + 1);
            }
            chunks[chunk] = new long[chunk == 0 ? FIRST : CHUNK];
        } else if (slot == chunks[chunk].length) {
            chunks[chunk] = Arrays.copyOf(chunks[chunk], Math.min(CHUNK, slot * 2));
        }
        chunks[chunk][slot] = value;
        size++;
    }
}
