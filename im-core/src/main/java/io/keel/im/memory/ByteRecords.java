package io.keel.im.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Records of bytes by index, appended and read, never taken out.
 *
 * <p>What is stored per message is millions of small things that live long. As objects each would be marked and moved by the
 * collector, and what refers to it scanned; as bytes in arrays they cost it nothing. Records lie in chunks, so that many are never
 * copied; the first chunk grows from little, so that few are small. Not safe for use by several threads.
 */
final class ByteRecords {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int CHUNK = 256;
    private static final int FIRST_RECORDS = 4;
    private static final int FIRST_BYTES = 64;

    private byte[][] bytes = {};

    /** Of each record where it ends in its chunk. */
    private int[][] ends = {};

    private int size;

    /** How many records there are. */
    int size() {
        return size;
    }

    /** Appends a record of so many bytes, to be filled in; returns its index. */
    int add(int length) {
        int chunk = size / CHUNK;
        int slot = size % CHUNK;
        if (slot == 0) {
            begin(chunk, length);
        } else if (slot == ends[chunk].length) {
            ends[chunk] = Arrays.copyOf(ends[chunk], Math.min(CHUNK, slot * 2));
        }
        int end = (slot == 0 ? 0 : ends[chunk][slot - 1]) + length;
        if (end > bytes[chunk].length) {
            bytes[chunk] = Arrays.copyOf(bytes[chunk], Math.max(end, end + (end >> 1)));
        }
        ends[chunk][slot] = end;
        return size++;
    }

    /** The array that holds a record; others are in it too. */
    byte[] array(int index) {
        return bytes[index / CHUNK];
    }

    /** Where a record begins in its array. */
    int start(int index) {
        int slot = index % CHUNK;
        return slot == 0 ? 0 : ends[index / CHUNK][slot - 1];
    }

    /** Where a record ends in its array. */
    int end(int index) {
        return ends[index / CHUNK][index % CHUNK];
    }

    static long longAt(byte[] array, int at) {
        return (long) LONG.get(array, at);
    }

    static void putLong(byte[] array, int at, long value) {
        LONG.set(array, at, value);
    }

    static int intAt(byte[] array, int at) {
        return (int) INT.get(array, at);
    }

    static void putInt(byte[] array, int at, int value) {
        INT.set(array, at, value);
    }

    private void begin(int chunk, int length) {
        if (chunk == bytes.length) {
            int more = chunk + (chunk >> 1) + 1;
            bytes = Arrays.copyOf(bytes, more);
            ends = Arrays.copyOf(ends, more);
        }
        int expected = FIRST_BYTES;
        if (chunk > 0) {
            // Nothing is added to the chunk before any more. The next will be about as large.
            int full = ends[chunk - 1][CHUNK - 1];
            if (bytes[chunk - 1].length > full + (full >> 3)) {
                bytes[chunk - 1] = Arrays.copyOf(bytes[chunk - 1], full);
            }
            expected = full + (full >> 4);
        }
        bytes[chunk] = new byte[Math.max(expected, length)];
        ends[chunk] = new int[chunk == 0 ? FIRST_RECORDS : CHUNK];
    }
}
