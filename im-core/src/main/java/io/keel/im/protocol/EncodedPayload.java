package io.keel.im.protocol;

import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.ServerFrame.BodyCase;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Payload;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A body of the schema, encoded when first asked for and then shared. Two threads that ask first at the same moment may
 * both encode it, to equal bytes.
 */
public final class EncodedPayload implements Payload {

    private final ServerFrame frame;
    private volatile byte @Nullable [] json;
    private volatile byte @Nullable [] protobuf;

    private EncodedPayload(ServerFrame frame) {
        this.frame = frame;
    }

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
        return new EncodedPayload(frame);
    }

    /** The frame that it encodes: a body and nothing else. */
    public ServerFrame frame() {
        return frame;
    }

    @Override
    public byte[] bytes(Encoding encoding) {
        return switch (encoding) {
            case JSON -> {
                byte[] ready = json;
                if (ready == null) {
                    ready = encodeJson();
                    json = ready;
                }
                yield ready;
            }
            case PROTOBUF -> {
                byte[] ready = protobuf;
                if (ready == null) {
                    ready = frame.toByteArray();
                    protobuf = ready;
                }
                yield ready;
            }
        };
    }

    /** Names the body and nothing of what it says. */
    @Override
    public String toString() {
        return "EncodedPayload[" + frame.getBodyCase() + "]";
    }

    /** The frame without its opening brace, which is the head's. */
    private byte[] encodeJson() {
        byte[] whole = JsonEncoder.encode(frame);
        return Arrays.copyOfRange(whole, 1, whole.length);
    }
}
