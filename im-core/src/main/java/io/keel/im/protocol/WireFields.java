package io.keel.im.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;

/**
 * Fields in Protobuf's wire format, written into an array that has room for them. For the few messages that are nearly all the
 * traffic; all others are written by the classes that are generated from the schema. Field numbers are those that take one byte.
 */
final class WireFields {

    private WireFields() {}

    /** Returns how many bytes {@link #int64} writes. */
    static int int64Size(long value) {
        return 1 + varintSize(value);
    }

    /** Writes a number; returns the offset behind it. */
    static int int64(int field, long value, byte[] target, int offset) {
        target[offset] = (byte) (field << 3 | WireFormat.WIRETYPE_VARINT);
        return varint(value, target, offset + 1);
    }

    /** Returns how many bytes a field of so many bytes takes with what stands before them. */
    static int delimitedSize(int length) {
        return 1 + varintSize(length) + length;
    }

    /** Writes what stands before a field of so many bytes; returns the offset behind it. */
    static int delimited(int field, int length, byte[] target, int offset) {
        target[offset] = (byte) (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return varint(length, target, offset + 1);
    }

    /** Writes a string that is a name, and so is ASCII; returns the offset behind it. */
    @SuppressWarnings("deprecation") // Of ASCII, and of nothing else, it is right; and it copies instead of encoding.
    static int name(int field, String name, byte[] target, int offset) {
        int at = delimited(field, name.length(), target, offset);
        name.getBytes(0, name.length(), target, at);
        return at + name.length();
    }

    /** Writes bytes; returns the offset behind them. */
    static int bytes(int field, ByteString bytes, byte[] target, int offset) {
        int at = delimited(field, bytes.size(), target, offset);
        bytes.copyTo(target, at);
        return at + bytes.size();
    }

    /** Returns how many bytes {@link #varint} writes. */
    static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Writes a number with nothing before it; returns the offset behind it. */
    static int varint(long value, byte[] target, int offset) {
        int at = offset;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at] = (byte) rest;
        return at + 1;
    }
}
