package io.keel.im.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A place in the bytes of a JSON text that moves on over what is expected there. What is not there, it says, and from then on
 * it stands anywhere: it is for readers that give up at the first surprise.
 */
final class JsonCursor {

    /** So many digits always fit into 64 bits. */
    private static final int MAX_DIGITS = 18;

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int at;

    JsonCursor(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Makes a name that {@link #takeKey} knows. */
    static byte[] key(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** Tells whether nothing but space is left. */
    boolean atEnd() {
        return skipSpace() == end;
    }

    /** Takes one character of the grammar, and the space before it. */
    boolean take(char c) {
        if (skipSpace() < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes a quoted name and the colon behind it; stays where it is when another name stands here. */
    boolean takeKey(byte[] key) {
        int start = skipSpace();
        if (end - start < key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (bytes[start + i] != key[i]) {
                return false;
            }
        }
        at = start + key.length;
        if (take(':')) {
            return true;
        }
        at = start;
        return false;
    }

    /** Takes a string; null when none stands here, or one that is not plainly valid Unicode. */
    @Nullable
    String takeString() {
        if (!take('"')) {
            return null;
        }
        int start = at;
        int bits = 0;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"') {
                return text(bytes, start, at++ - start, bits >= 0);
            }
            if (b == '\\') {
                return takeEscaped(start);
            }
            if (b >= 0 && b < ' ') {
                return null;
            }
            bits |= b;
            at++;
        }
        return null;
    }

    /** Takes a natural number, bare or quoted; -1 when none stands here. */
    long takeNumber() {
        boolean quoted = take('"');
        int start = quoted ? at : skipSpace();
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - start <= MAX_DIGITS) {
            value = value * 10 + bytes[at++] - '0';
        }
        int digits = at - start;
        boolean plain = digits > 0 && digits <= MAX_DIGITS && (digits == 1 || bytes[start] != '0');
        if (!plain || (quoted && (at == end || bytes[at++] != '"'))) {
            return -1;
        }
        return value;
    }

    /** Takes the rest of a string from its first escape on. No escape is shorter than what it stands for. */
    private @Nullable String takeEscaped(int start) {
        byte[] utf8 = new byte[closingQuote() - start];
        int size = at - start;
        System.arraycopy(bytes, start, utf8, 0, size);
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                return text(utf8, 0, size, false);
            }
            if (b >= 0 && b < ' ') {
                return null;
            }
            if (b == '\\') {
                int point = takeEscape();
                if (point < 0) {
                    return null;
                }
                size = Utf8.write(point, utf8, size);
            } else {
                utf8[size++] = b;
            }
        }
        return null;
    }

    /** Finds the quote that ends the string that the cursor is in, or the end of the text. */
    private int closingQuote() {
        int quote = at;
        while (quote < end && bytes[quote] != '"') {
            quote += bytes[quote] == '\\' ? 2 : 1;
        }
        return Math.min(quote, end);
    }

    /** Takes what follows a backslash and returns the character that it stands for; -1 when it stands for none. */
    private int takeEscape() {
        if (at == end) {
            return -1;
        }
        return switch (bytes[at++]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> takeCodePoint();
            default -> -1;
        };
    }

    /** Takes four hex digits, and the other half when they are the first half of a pair. */
    private int takeCodePoint() {
        int first = takeHex();
        if (first < Character.MIN_SURROGATE || first > Character.MAX_SURROGATE) {
            return first;
        }
        if (first > Character.MAX_HIGH_SURROGATE || end - at < 2 || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        at += 2;
        int second = takeHex();
        return second < Character.MIN_LOW_SURROGATE || second > Character.MAX_LOW_SURROGATE
                ? -1
                : Character.toCodePoint((char) first, (char) second);
    }

    private int takeHex() {
        if (end - at < 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            byte b = bytes[at++];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static @Nullable String text(byte[] utf8, int offset, int length, boolean ascii) {
        if (ascii) {
            return new String(utf8, offset, length, StandardCharsets.ISO_8859_1);
        }
        String text = new String(utf8, offset, length, StandardCharsets.UTF_8);
        // Stands for what was not UTF-8, or for itself: that is not plain.
        return text.indexOf(REPLACEMENT) < 0 ? text : null;
    }
}
