package io.keel.im.protocol;

import static com.google.protobuf.CodedOutputStream.computeInt64Size;
import static com.google.protobuf.CodedOutputStream.computeUInt32SizeNoTag;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private final byte @Nullable [] text;

    /** The tree of a message that is not plain; null for one that is. */
    private final io.keel.im.protocol.v1.@Nullable Message tree;

    private final int size;

    private MessageBytes(Message message) {
        this.message = message;
        this.from = message.from().map(UserId::value).orElse("");
        this.device = message.device().map(DeviceId::value).orElse("");
        this.clientMsgId = message.clientMsgId().map(ClientMsgId::value).orElse("");
        if (isPlain()) {
            this.text = ((Text) message.content()).value().getBytes(StandardCharsets.UTF_8);
            this.tree = null;
            this.size = plainSize(text.length);
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
        CodedOutputStream out = CodedOutputStream.newInstance(target, offset, size);
        try {
            writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
    }

    void writeTo(CodedOutputStream out) throws IOException {
        byte[] plain = text;
        if (plain == null) {
            if (tree != null) {
                tree.writeTo(out);
            }
            return;
        }
        out.writeInt64(io.keel.im.protocol.v1.Message.MESSAGEID_FIELD_NUMBER, message.messageId());
        out.writeString(
                io.keel.im.protocol.v1.Message.CONVERSATION_FIELD_NUMBER,
                message.conversation().value());
        out.writeInt64(io.keel.im.protocol.v1.Message.SEQ_FIELD_NUMBER, message.seq());
        out.writeString(io.keel.im.protocol.v1.Message.FROM_FIELD_NUMBER, from);
        out.writeString(io.keel.im.protocol.v1.Message.DEVICE_FIELD_NUMBER, device);
        out.writeString(io.keel.im.protocol.v1.Message.CLIENTMSGID_FIELD_NUMBER, clientMsgId);
        out.writeInt64(io.keel.im.protocol.v1.Message.SENTAT_FIELD_NUMBER, message.sentAt());
        out.writeByteArray(io.keel.im.protocol.v1.Message.TEXT_FIELD_NUMBER, plain);
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
        return computeInt64Size(io.keel.im.protocol.v1.Message.MESSAGEID_FIELD_NUMBER, message.messageId())
                + asciiSize(message.conversation().value())
                + computeInt64Size(io.keel.im.protocol.v1.Message.SEQ_FIELD_NUMBER, message.seq())
                + asciiSize(from)
                + asciiSize(device)
                + asciiSize(clientMsgId)
                + computeInt64Size(io.keel.im.protocol.v1.Message.SENTAT_FIELD_NUMBER, message.sentAt())
                + fieldSize(textBytes);
    }

    /** The size of a string field of names, which are ASCII. */
    static int asciiSize(String name) {
        return fieldSize(name.length());
    }

    /** The size of a field of so many bytes, its number being one of those that take one byte. */
    private static int fieldSize(int bytes) {
        return 1 + computeUInt32SizeNoTag(bytes) + bytes;
    }
}
