package io.keel.im.protocol;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Read;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames that clients send most, in the plain form in which they send them: {@code send} of a text, {@code read}
 * and {@code ping}, with each field once, known, and without escapes. It takes a third of the general reader's time.
 *
 * <p>Whatever is unusual or wrong ends it without a result, and the general reader judges the frame; so it must be right
 * only in what it accepts.
 */
final class PlainFrameReader {

    private static final byte[] ID = key("id");
    private static final byte[] SEND = key("send");
    private static final byte[] READ = key("read");
    private static final byte[] PING = key("ping");
    private static final byte[] TO = key("to");
    private static final byte[] USER = key("user");
    private static final byte[] GROUP = key("group");
    private static final byte[] CONVERSATION = key("conversation");
    private static final byte[] CLIENT_MSG_ID = key("clientMsgId");
    private static final byte[] TEXT = key("text");
    private static final byte[] SEQ = key("seq");

    /** So many digits always fit into 64 bits. */
    private static final int MAX_DIGITS = 18;

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int at;

    private PlainFrameReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Reads a whole frame; null when it is not one of those. */
    static @Nullable ClientFrame read(byte[] bytes, int offset, int length) {
        return new PlainFrameReader(bytes, offset, length).frame();
    }

    private @Nullable ClientFrame frame() {
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        if (!take('{')) {
            return null;
        }
        do {
            boolean known = takeKey(ID) ? id(frame) : !hasBody(frame) && body(frame);
            if (!known) {
                return null;
            }
        } while (take(','));
        return take('}') && skipSpace() == end && hasBody(frame) ? frame.build() : null;
    }

    private static boolean hasBody(ClientFrame.Builder frame) {
        return frame.getBodyCase() != ClientFrame.BodyCase.BODY_NOT_SET;
    }

    private boolean id(ClientFrame.Builder frame) {
        String id = frame.hasId() ? null : takeString();
        if (id == null || !FrameIds.isValid(id)) {
            return false;
        }
        frame.setId(id);
        return true;
    }

    private boolean body(ClientFrame.Builder frame) {
        if (takeKey(SEND)) {
            Send send = send();
            if (send != null) {
                frame.setSend(send);
            }
        } else if (takeKey(READ)) {
            Read read = read();
            if (read != null) {
                frame.setRead(read);
            }
        } else if (takeKey(PING) && take('{') && take('}')) {
            frame.setPing(Ping.getDefaultInstance());
        }
        return hasBody(frame);
    }

    private @Nullable Send send() {
        Target to = null;
        String conversation = null;
        String clientMsgId = null;
        String text = null;
        if (!take('{')) {
            return null;
        }
        do {
            if (to == null && takeKey(TO)) {
                to = target();
                if (to == null) {
                    return null;
                }
                continue;
            }
            String value;
            if (clientMsgId == null && takeKey(CLIENT_MSG_ID)) {
                value = clientMsgId = takeString();
            } else if (text == null && takeKey(TEXT)) {
                value = text = takeString();
            } else if (conversation == null && takeKey(CONVERSATION)) {
                value = conversation = takeString();
            } else {
                return null;
            }
            if (value == null) {
                return null;
            }
        } while (take(','));
        if (!take('}') || clientMsgId == null || text == null) {
            return null;
        }
        Send.Builder send = Send.newBuilder().setClientMsgId(clientMsgId).setText(text);
        if (to != null) {
            send.setTo(to);
        }
        if (conversation != null) {
            send.setConversation(conversation);
        }
        return send.build();
    }

    private @Nullable Target target() {
        if (!take('{')) {
            return null;
        }
        boolean group = takeKey(GROUP);
        String name = group || takeKey(USER) ? takeString() : null;
        if (name == null || !take('}')) {
            return null;
        }
        return group
                ? Target.newBuilder().setGroup(name).build()
                : Target.newBuilder().setUser(name).build();
    }

    private @Nullable Read read() {
        String conversation = null;
        long seq = -1;
        if (!take('{')) {
            return null;
        }
        do {
            if (conversation == null && takeKey(CONVERSATION)) {
                conversation = takeString();
                if (conversation == null) {
                    return null;
                }
            } else if (seq < 0 && takeKey(SEQ)) {
                seq = takeNumber();
                if (seq < 0) {
                    return null;
                }
            } else {
                return null;
            }
        } while (take(','));
        return take('}') && conversation != null && seq >= 0
                ? Read.newBuilder().setConversation(conversation).setSeq(seq).build()
                : null;
    }

    private int skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private boolean take(char c) {
        if (skipSpace() < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes a quoted name and the colon behind it, or nothing. */
    private boolean takeKey(byte[] key) {
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

    /** Takes a string without escapes; null, having taken an unknown part of it, when it is none. */
    private @Nullable String takeString() {
        if (!take('"')) {
            return null;
        }
        int start = at;
        int bits = 0;
        while (at < end) {
            byte b = bytes[at++];
            bits |= b;
            if (b == '"') {
                return text(start, at - 1, bits >= 0);
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return null;
            }
        }
        return null;
    }

    private @Nullable String text(int from, int to, boolean ascii) {
        if (ascii) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // Stands for what was not UTF-8, or for itself: the general reader looks closer.
        return text.indexOf(REPLACEMENT) < 0 ? text : null;
    }

    /** Takes a natural number, bare or quoted; -1 when it is anything else. */
    private long takeNumber() {
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

    private static byte[] key(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }
}
