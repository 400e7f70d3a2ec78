package io.keel.im.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Takes the mask off a client's payload, in place. */
final class Masking {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Masking() {}

    /**
     * Takes off {@code mask} from the first {@code length} bytes.
     *
     * @return whether all of them are ASCII, which spares the check for UTF-8: it costs nothing here, where every byte passes
     */
    static boolean remove(int mask, byte[] bytes, int length) {
        long twice = (long) mask << 32 | (mask & 0xFFFF_FFFFL);
        long seen = 0;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            long plain = (long) LONG.get(bytes, at) ^ twice;
            LONG.set(bytes, at, plain);
            seen |= plain;
        }
        for (; at < length; at++) {
            byte plain = (byte) (bytes[at] ^ mask >>> (24 - 8 * (at & 3)));
            bytes[at] = plain;
            seen |= plain;
        }
        return (seen & HIGH_BITS) == 0;
    }
}
