package io.keel.im.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.keel.im.conversation.Text;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the binary frame that is nearly all the traffic, a text with none of the rarer fields, by Protobuf's own reader but with no
 * tree of messages and builders in between. Whatever is in the least unusual about a frame, wrong bytes included, is left to the
 * classes that are generated from the schema.
 */
final class PlainSends {

    private static final int ID = ClientFrame.ID_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int SEND = ClientFrame.SEND_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int TO = Send.TO_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int CONVERSATION = Send.CONVERSATION_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int NAME = Send.CLIENTMSGID_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int TEXT = Send.TEXT_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int USER = Target.USER_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int GROUP = Target.GROUP_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final byte[] bytes;
    private final int offset;
    private final CodedInputStream in;

    private boolean sends;
    private @Nullable Text text;

    // Empty until they are read.
    private String id = "";
    private String user = "";
    private String group = "";
    private String conversation = "";
    private String name = "";

    private PlainSends(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.in = CodedInputStream.newInstance(bytes, offset, length);
    }

    /** Reads a frame; null when it is not such a one. */
    static Decoded.@Nullable PlainSend read(byte[] bytes, int offset, int length) {
        try {
            PlainSends reader = new PlainSends(bytes, offset, length);
            return reader.frame() ? reader.result() : null;
        } catch (IOException malformed) {
            return null;
        }
    }

    private Decoded.@Nullable PlainSend result() {
        return text == null || name.isEmpty()
                ? null
                : new Decoded.PlainSend(id.isEmpty() ? null : id, user, group, conversation, name, text);
    }

    /** Each of these tells whether there is nothing unusual in what it has read. */
    private boolean frame() throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean plain = switch (tag) {
                case ID -> !(id = once(id)).isEmpty() && FrameIds.isValid(id);
                case SEND -> !sends && send(in.pushLimit(in.readRawVarint32()));
                default -> false;
            };
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private boolean send(int outer) throws IOException {
        sends = true;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean plain = switch (tag) {
                case TO -> to(in.pushLimit(in.readRawVarint32()));
                case CONVERSATION -> !(conversation = once(conversation)).isEmpty();
                case NAME -> !(name = once(name)).isEmpty();
                case TEXT -> text == null && text(in.readBytes());
                default -> false;
            };
            if (!plain) {
                return false;
            }
        }
        in.popLimit(outer);
        return true;
    }

    private boolean to(int outer) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean plain = switch (tag) {
                case USER -> !(user = once(user)).isEmpty();
                case GROUP -> !(group = once(group)).isEmpty();
                default -> false;
            };
            if (!plain) {
                return false;
            }
        }
        in.popLimit(outer);
        return true;
    }

    private boolean text(ByteString utf8) {
        text = Text.ofUtf8(utf8);
        return !utf8.isEmpty() && utf8.isValidUtf8();
    }

    /** Reads a string that has not been read before; returns an empty one instead if it has, or is not plain ASCII. */
    private String once(String before) throws IOException {
        int length = in.readRawVarint32();
        int from = offset + in.getTotalBytesRead();
        in.skipRawBytes(length);
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return "";
            }
        }
        return before.isEmpty() ? new String(bytes, from, length, StandardCharsets.ISO_8859_1) : "";
    }
}
