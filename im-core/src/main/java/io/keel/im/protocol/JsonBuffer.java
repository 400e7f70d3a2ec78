package io.keel.im.protocol;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Grows as JSON is written to it. */
final class JsonBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    JsonBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Writes one ASCII character as it is. */
    void raw(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    /** Writes bytes as they are. */
    void raw(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    /** Ends an object or an array: in the place of the comma after its last element, if it has one. */
    void close(char bracket) {
        if (bytes[size - 1] == ',') {
            size--;
        }
        raw(bracket);
    }

    /** Writes a bare number. */
    void number(long value) {
        if (value < 0) {
            raw(Long.toString(value).getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        int digits = Decimals.length(value);
        reserve(digits);
        size = Decimals.write(value, bytes, size);
    }

    /** Writes a quoted string; what need not be escaped is not. */
    void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length + 2);
        bytes[size++] = '"';
        int start = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                copy(utf8, start, i);
                escape(b);
                start = i + 1;
            }
        }
        copy(utf8, start, utf8.length);
        raw('"');
    }

    /** Writes quoted base64. */
    void base64(ByteString value) {
        raw('"');
        raw(Base64.getEncoder().encode(value.toByteArray()));
        raw('"');
    }

    /** Returns a copy of what was written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void copy(byte[] text, int from, int to) {
        reserve(to - from);
        System.arraycopy(text, from, bytes, size, to - from);
        size += to - from;
    }

    private void escape(byte b) {
        reserve(6);
        bytes[size++] = '\\';
        switch (b) {
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            case '\b' -> bytes[size++] = 'b';
            case '\f' -> bytes[size++] = 'f';
            case '"', '\\' -> bytes[size++] = b;
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[b >> 4];
                bytes[size++] = HEX[b & 0xF];
            }
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
