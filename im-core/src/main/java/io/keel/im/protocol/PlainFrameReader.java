package io.keel.im.protocol;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Read;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Target;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames that clients send most, in the plain form in which they send them: {@code send} of a text, {@code read}
 * and {@code ping}, with each field once and known. It takes a quarter of the general reader's time.
 *
 * <p>Whatever is unusual or wrong ends it without a result, and the general reader judges the frame; so it must be right
 * only in what it accepts.
 */
final class PlainFrameReader {

    private static final byte[] ID = JsonCursor.key("id");
    private static final byte[] SEND = JsonCursor.key("send");
    private static final byte[] READ = JsonCursor.key("read");
    private static final byte[] PING = JsonCursor.key("ping");
    private static final byte[] TO = JsonCursor.key("to");
    private static final byte[] USER = JsonCursor.key("user");
    private static final byte[] GROUP = JsonCursor.key("group");
    private static final byte[] CONVERSATION = JsonCursor.key("conversation");
    private static final byte[] CLIENT_MSG_ID = JsonCursor.key("clientMsgId");
    private static final byte[] TEXT = JsonCursor.key("text");
    private static final byte[] SEQ = JsonCursor.key("seq");

    private final JsonCursor in;

    private PlainFrameReader(JsonCursor in) {
        this.in = in;
    }

    /** Reads a whole frame; null when it is not one of those. */
    static @Nullable ClientFrame read(byte[] bytes, int offset, int length) {
        return new PlainFrameReader(new JsonCursor(bytes, offset, length)).frame();
    }

    private @Nullable ClientFrame frame() {
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        if (!in.take('{')) {
            return null;
        }
        do {
            boolean known = in.takeKey(ID) ? id(frame) : !hasBody(frame) && body(frame);
            if (!known) {
                return null;
            }
        } while (in.take(','));
        return in.take('}') && in.atEnd() && hasBody(frame) ? frame.build() : null;
    }

    private static boolean hasBody(ClientFrame.Builder frame) {
        return frame.getBodyCase() != ClientFrame.BodyCase.BODY_NOT_SET;
    }

    private boolean id(ClientFrame.Builder frame) {
        String id = frame.hasId() ? null : in.takeString();
        if (id == null || !FrameIds.isValid(id)) {
            return false;
        }
        frame.setId(id);
        return true;
    }

    private boolean body(ClientFrame.Builder frame) {
        if (in.takeKey(SEND)) {
            Send send = send();
            if (send != null) {
                frame.setSend(send);
            }
        } else if (in.takeKey(READ)) {
            Read read = read();
            if (read != null) {
                frame.setRead(read);
            }
        } else if (in.takeKey(PING) && in.take('{') && in.take('}')) {
            frame.setPing(Ping.getDefaultInstance());
        }
        return hasBody(frame);
    }

    private @Nullable Send send() {
        Target to = null;
        String conversation = null;
        String clientMsgId = null;
        String text = null;
        if (!in.take('{')) {
            return null;
        }
        do {
            if (to == null && in.takeKey(TO)) {
                to = target();
                if (to == null) {
                    return null;
                }
                continue;
            }
            String value;
            if (clientMsgId == null && in.takeKey(CLIENT_MSG_ID)) {
                value = clientMsgId = in.takeString();
            } else if (text == null && in.takeKey(TEXT)) {
                value = text = in.takeString();
            } else if (conversation == null && in.takeKey(CONVERSATION)) {
                value = conversation = in.takeString();
            } else {
                return null;
            }
            if (value == null) {
                return null;
            }
        } while (in.take(','));
        if (!in.take('}') || clientMsgId == null || text == null) {
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
        if (!in.take('{')) {
            return null;
        }
        boolean group = in.takeKey(GROUP);
        String name = group || in.takeKey(USER) ? in.takeString() : null;
        if (name == null || !in.take('}')) {
            return null;
        }
        return group
                ? Target.newBuilder().setGroup(name).build()
                : Target.newBuilder().setUser(name).build();
    }

    private @Nullable Read read() {
        String conversation = null;
        long seq = -1;
        if (!in.take('{')) {
            return null;
        }
        do {
            if (conversation == null && in.takeKey(CONVERSATION)) {
                conversation = in.takeString();
                if (conversation == null) {
                    return null;
                }
            } else if (seq < 0 && in.takeKey(SEQ)) {
                seq = in.takeNumber();
                if (seq < 0) {
                    return null;
                }
            } else {
                return null;
            }
        } while (in.take(','));
        return in.take('}') && conversation != null && seq >= 0
                ? Read.newBuilder().setConversation(conversation).setSeq(seq).build()
                : null;
    }
}
