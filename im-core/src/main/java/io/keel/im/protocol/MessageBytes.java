package io.keel.im.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A message in the bytes of the schema's {@code Message}, for whoever keeps it, carries it or sends it. A text with none of the rarer
 * fields, which nearly all messages are, is written to the same bytes as the generated classes would but with no tree of messages and
 * builders in between. Not safe for use by several threads.
 */
public final class MessageBytes {

    private final Message message;

    /** The names of a plain message, empty for any other. */
    private final String from;

    private final String device;
    private final String clientMsgId;

    /** The text of a plain message, which needs no tree; null for any other. */
    private final @Nullable ByteString text;

    /** The tree of a message that is not plain; null for one that is. */
    private final io.keel.im.protocol.v1.@Nullable Message tree;

    private final int size;

    private MessageBytes(Message message) {
        this.message = message;
        UserId sender = message.fromOrNull();
        DeviceId by = message.deviceOrNull();
        ClientMsgId name = message.clientMsgIdOrNull();
        this.from = sender == null ? "" : sender.value();
        this.device = by == null ? "" : by.value();
        this.clientMsgId = name == null ? "" : name.value();
        if (isPlain()) {
            this.text = ((Text) message.content()).utf8();
            this.tree = null;
            this.size = plainSize(text.size());
        } else {
            this.text = null;
            this.tree = WireMessages.of(message);
            this.size = tree.getSerializedSize();
        }
    }

    /** Prepares a message for being written. */
    public static MessageBytes of(Message message) {
        return new MessageBytes(message);
    }

    /** How many bytes {@link #write} writes. */
    public int size() {
        return size;
    }

    /** Writes the message to {@code [offset, offset + size())}. */
    public void write(byte[] target, int offset) {
        if (text != null) {
            writePlain(text, target, offset);
        } else if (tree != null) {
            write(tree, CodedOutputStream.newInstance(target, offset, size));
        }
    }

    private void writePlain(ByteString said, byte[] target, int offset) {
        int at = WireFields.int64(
                io.keel.im.protocol.v1.Message.MESSAGEID_FIELD_NUMBER, message.messageId(), target, offset);
        at = WireFields.name(
                io.keel.im.protocol.v1.Message.CONVERSATION_FIELD_NUMBER,
                message.conversation().value(),
                target,
                at);
        at = WireFields.int64(io.keel.im.protocol.v1.Message.SEQ_FIELD_NUMBER, message.seq(), target, at);
        at = WireFields.name(io.keel.im.protocol.v1.Message.FROM_FIELD_NUMBER, from, target, at);
        at = WireFields.name(io.keel.im.protocol.v1.Message.DEVICE_FIELD_NUMBER, device, target, at);
        at = WireFields.name(io.keel.im.protocol.v1.Message.CLIENTMSGID_FIELD_NUMBER, clientMsgId, target, at);
        at = WireFields.int64(io.keel.im.protocol.v1.Message.SENTAT_FIELD_NUMBER, message.sentAt(), target, at);
        WireFields.bytes(io.keel.im.protocol.v1.Message.TEXT_FIELD_NUMBER, said, target, at);
    }

    private static void write(io.keel.im.protocol.v1.Message tree, CodedOutputStream out) {
        try {
            tree.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
    }

    /** The message's bytes, of their own. */
    public ByteString toByteString() {
        byte[] bytes = new byte[size];
        write(bytes, 0);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /**
     * Reads a message that was written so.
     *
     * @throws IllegalArgumentException if the bytes are no message
     */
    public static Message read(byte[] bytes, int offset, int length) {
        try {
            return WireMessages.read(io.keel.im.protocol.v1.Message.parser().parseFrom(bytes, offset, length));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a message", e);
        }
    }

    /** Tells whether this is a stored text, from a device, with none of the rarer fields. */
    private boolean isPlain() {
        return message.content() instanceof Text
                && message.messageId() != 0
                && message.seq() != 0
                && message.sentAt() != 0
                && message.mentions().isEmpty()
                && message.replyTo() == 0
                && !message.recalled()
                && message.ext().isEmpty()
                && !from.isEmpty()
                && !device.isEmpty()
                && !clientMsgId.isEmpty();
    }

    private int plainSize(int textBytes) {
        return WireFields.int64Size(message.messageId())
                + WireFields.delimitedSize(message.conversation().value().length())
                + WireFields.int64Size(message.seq())
                + WireFields.delimitedSize(from.length())
                + WireFields.delimitedSize(device.length())
                + WireFields.delimitedSize(clientMsgId.length())
                + WireFields.int64Size(message.sentAt())
                + WireFields.delimitedSize(textBytes);
    }
}
