package io.keel.im.protocol;

import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Payload;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a payload in a server's frame: the id and the inbox position, the few bytes that are one receiver's
 * own. Head and payload, one behind the other, are the whole frame.
 *
 * <p>An id is one that {@link FrameCodec} has let through, or null; {@link ClientChannel#NO_INBOX_SEQ} stands for no
 * position.
 */
public final class FrameHead {

    private static final byte[] JSON_ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JSON_INBOX_SEQ = "\"inboxSeq\":\"".getBytes(StandardCharsets.US_ASCII);

    /** What follows a value in JSON: the closing quote and a comma. */
    private static final int JSON_END = 2;

    private static final byte PROTOBUF_ID = 1 << 3 | 2;
    private static final byte PROTOBUF_INBOX_SEQ = 2 << 3;

    /** What comes before the two digits of a control character. */
    private static final String UNICODE_ESCAPE = "\\u00";

    private FrameHead() {}

    /** Returns how many bytes {@link #write} writes. */
    public static int length(Encoding encoding, @Nullable String id, long inboxSeq) {
        return switch (encoding) {
            case JSON ->
                1
                        + (id == null ? 0 : JSON_ID.length + utf8Length(id, true) + JSON_END)
                        + (inboxSeq < 0 ? 0 : JSON_INBOX_SEQ.length + Decimals.length(inboxSeq) + JSON_END);
            case PROTOBUF -> {
                int idLength = id == null ? 0 : utf8Length(id, false);
                yield (id == null ? 0 : 1 + WireFields.varintSize(idLength) + idLength)
                        + (inboxSeq < 0 ? 0 : 1 + WireFields.varintSize(inboxSeq));
            }
        };
    }

    /**
     * Writes a head.
     *
     * @param target has room for {@link #length} bytes from {@code offset} on
     * @return the offset behind it
     */
    public static int write(Encoding encoding, @Nullable String id, long inboxSeq, byte[] target, int offset) {
        return encoding == Encoding.JSON
                ? writeJson(id, inboxSeq, target, offset)
                : writeProtobuf(id, inboxSeq, target, offset);
    }

    /** Returns a whole frame in an array of its own; a transport writes the two parts without joining them. */
    public static byte[] frame(Encoding encoding, @Nullable String id, long inboxSeq, Payload payload) {
        byte[] body = payload.bytes(encoding);
        int head = length(encoding, id, inboxSeq);
        byte[] frame = new byte[head + body.length];
        write(encoding, id, inboxSeq, frame, 0);
        System.arraycopy(body, 0, frame, head, body.length);
        return frame;
    }

    private static int writeJson(@Nullable String id, long inboxSeq, byte[] target, int offset) {
        int at = offset;
        target[at++] = '{';
        if (id != null) {
            at = copy(JSON_ID, target, at);
            at = writeUtf8(id, true, target, at);
            target[at++] = '"';
            target[at++] = ',';
        }
        if (inboxSeq >= 0) {
            at = copy(JSON_INBOX_SEQ, target, at);
            at = Decimals.write(inboxSeq, target, at);
            target[at++] = '"';
            target[at++] = ',';
        }
        return at;
    }

    private static int writeProtobuf(@Nullable String id, long inboxSeq, byte[] target, int offset) {
        int at = offset;
        if (id != null) {
            target[at++] = PROTOBUF_ID;
            at = WireFields.varint(utf8Length(id, false), target, at);
            at = writeUtf8(id, false, target, at);
        }
        if (inboxSeq >= 0) {
            target[at++] = PROTOBUF_INBOX_SEQ;
            at = WireFields.varint(inboxSeq, target, at);
        }
        return at;
    }

    private static int utf8Length(String text, boolean escaped) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length += escaped ? escapedLength(c) : 1;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                // Each half of a pair has two of its four bytes.
                length += 2;
            } else {
                length += 3;
            }
        }
        return length;
    }

    private static int writeUtf8(String text, boolean escaped, byte[] target, int offset) {
        int at = offset;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaped && c < 0x80) {
                at = writeEscaped(c, target, at);
            } else {
                int point = Character.isHighSurrogate(c) ? Character.toCodePoint(c, text.charAt(++i)) : c;
                at = Utf8.write(point, target, at);
            }
        }
        return at;
    }

    private static int escapedLength(char c) {
        if (c < ' ') {
            return UNICODE_ESCAPE.length() + 2;
        }
        return c == '"' || c == '\\' ? 2 : 1;
    }

    private static int writeEscaped(char c, byte[] target, int offset) {
        int at = offset;
        if (c < ' ') {
            for (int i = 0; i < UNICODE_ESCAPE.length(); i++) {
                at = writeAscii(UNICODE_ESCAPE.charAt(i), target, at);
            }
            at = writeAscii(Character.forDigit(c >> 4, 16), target, at);
            return writeAscii(Character.forDigit(c & 0xF, 16), target, at);
        }
        if (c == '"' || c == '\\') {
            at = writeAscii('\\', target, at);
        }
        return writeAscii(c, target, at);
    }

    private static int writeAscii(char c, byte[] target, int offset) {
        target[offset] = (byte) c;
        return offset + 1;
    }

    private static int copy(byte[] text, byte[] target, int offset) {
        System.arraycopy(text, 0, target, offset, text.length);
        return offset + text.length;
    }
}
