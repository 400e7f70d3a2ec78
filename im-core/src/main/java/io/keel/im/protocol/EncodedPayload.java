package io.keel.im.protocol;

import io.keel.im.command.Answer;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.ServerFrame.BodyCase;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Notice;
import io.keel.im.spi.Payload;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A body of the schema, encoded when first asked for and then shared. Two threads that ask first at the same moment may
 * both encode it, to equal bytes.
 */
public abstract sealed class EncodedPayload implements Payload {

    // Not volatile: a write to such a field makes the processor wait, and there are two per message.
    private @Nullable Encoded json;
    private @Nullable Encoded protobuf;

    /** Whoever sees one sees what is in it: that is what a final field is good for. */
    private record Encoded(byte[] bytes) {}

    private EncodedPayload() {}

    /**
     * Makes the payload of a frame.
     *
     * @param frame has its body and nothing else: id and inbox position are each receiver's own
     * @throws IllegalArgumentException if it has no body, an id or an inbox position
     */
    public static EncodedPayload of(ServerFrame frame) {
        if (frame.getBodyCase() == BodyCase.BODY_NOT_SET || frame.hasId() || frame.hasInboxSeq()) {
            throw new IllegalArgumentException("a payload is a body and nothing else");
        }
        return new OfFrame(frame);
    }

    /** Makes the payload of a push. */
    public static EncodedPayload of(Notice notice) {
        return notice instanceof Notice.Said said ? new OfMessage(said) : new OfFrame(WireNotices.of(notice));
    }

    /** Makes the payload of the reply to a command. */
    public static EncodedPayload of(Answer answer) {
        return answer instanceof Answer.Sent sent ? new OfSent(sent) : new OfFrame(WireReplies.of(answer));
    }

    /** The frame that it encodes: a body and nothing else. */
    public abstract ServerFrame frame();

    byte[] encodeProtobuf() {
        return frame().toByteArray();
    }

    /** The frame without its opening brace, which is the head's. */
    private byte[] encodeJson() {
        byte[] whole = JsonEncoder.encode(frame());
        return Arrays.copyOfRange(whole, 1, whole.length);
    }

    @Override
    public final byte[] bytes(Encoding encoding) {
        return switch (encoding) {
            case JSON -> {
                Encoded ready = json;
                if (ready == null) {
                    ready = new Encoded(encodeJson());
                    json = ready;
                }
                yield ready.bytes();
            }
            case PROTOBUF -> {
                Encoded ready = protobuf;
                if (ready == null) {
                    ready = new Encoded(encodeProtobuf());
                    protobuf = ready;
                }
                yield ready.bytes();
            }
        };
    }

    /** Names the body and nothing of what it says. */
    @Override
    public final String toString() {
        return "EncodedPayload[" + frame().getBodyCase() + "]";
    }

    private static final class OfFrame extends EncodedPayload {

        private final ServerFrame frame;

        OfFrame(ServerFrame frame) {
            this.frame = frame;
        }

        @Override
        public ServerFrame frame() {
            return frame;
        }
    }

    /** The push of a message: most of what is sent. */
    private static final class OfMessage extends EncodedPayload {

        private final Notice.Said said;

        OfMessage(Notice.Said said) {
            this.said = said;
        }

        @Override
        public ServerFrame frame() {
            return WireNotices.of(said);
        }

        @Override
        byte[] encodeProtobuf() {
            MessageBytes message = MessageBytes.of(said.message());
            byte[] frame = new byte[WireFields.delimitedSize(message.size())];
            message.write(frame, WireFields.delimited(ServerFrame.MESSAGE_FIELD_NUMBER, message.size(), frame, 0));
            return frame;
        }
    }

    /** The answer to a send: nearly all of the rest. */
    private static final class OfSent extends EncodedPayload {

        private final Answer.Sent sent;

        OfSent(Answer.Sent sent) {
            this.sent = sent;
        }

        @Override
        public ServerFrame frame() {
            return WireReplies.of(sent);
        }

        @Override
        byte[] encodeProtobuf() {
            SentBytes bytes = new SentBytes(sent);
            int size = bytes.size();
            byte[] frame = new byte[WireFields.delimitedSize(size)];
            bytes.write(frame, WireFields.delimited(ServerFrame.SENT_FIELD_NUMBER, size, frame, 0));
            return frame;
        }
    }
}
