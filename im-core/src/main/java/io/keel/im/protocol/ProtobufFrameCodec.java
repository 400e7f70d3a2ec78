package io.keel.im.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ClientFrame.BodyCase;
import org.jspecify.annotations.Nullable;

/** Decodes binary frames. */
final class ProtobufFrameCodec extends FrameCodec {

    static final ProtobufFrameCodec INSTANCE = new ProtobufFrameCodec();

    private ProtobufFrameCodec() {}

    @Override
    public Decoded decode(byte[] bytes, int offset, int length) {
        Decoded.PlainSend plain = PlainSends.read(bytes, offset, length);
        return plain == null ? decodeAny(bytes, offset, length) : plain;
    }

    /** Decodes a frame by way of the generated classes. */
    Decoded decodeAny(byte[] bytes, int offset, int length) {
        ClientFrame frame;
        try {
            frame = ClientFrame.parser().parseFrom(bytes, offset, length);
        } catch (InvalidProtocolBufferException e) {
            return new Decoded.Unparsable("not a Protobuf ClientFrame");
        }
        if (frame.hasId() && !FrameIds.isValid(frame.getId())) {
            return new Decoded.Malformed(null, FrameIds.EXPECTED);
        }
        String problem = bodyProblem(frame, bytes, offset, offset + length);
        if (problem != null) {
            return new Decoded.Malformed(frame.hasId() ? frame.getId() : null, problem);
        }
        return new Decoded.Frame(frame);
    }

    private static @Nullable String bodyProblem(ClientFrame frame, byte[] bytes, int from, int to) {
        if (frame.getBodyCase() == BodyCase.BODY_NOT_SET) {
            return Bodies.NONE;
        }
        return countBodies(bytes, from, to) > 1 ? Bodies.SEVERAL : null;
    }

    /**
     * Counts the top-level fields that are bodies. A parser keeps the last of several and merges equal ones, so that the
     * parsed frame does not tell. The bytes have been parsed: they are well-formed.
     */
    private static int countBodies(byte[] bytes, int from, int to) {
        int bodies = 0;
        int groups = 0;
        int at = from;
        while (at < to) {
            long tag = varint(bytes, at);
            at = afterVarint(bytes, at);
            switch (WireFormat.getTagWireType((int) tag)) {
                case WireFormat.WIRETYPE_VARINT -> at = afterVarint(bytes, at);
                case WireFormat.WIRETYPE_FIXED64 -> at += 8;
                case WireFormat.WIRETYPE_FIXED32 -> at += 4;
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    at = afterVarint(bytes, at) + (int) varint(bytes, at);
                    if (groups == 0 && BodyCase.forNumber(WireFormat.getTagFieldNumber((int) tag)) != null) {
                        bodies++;
                    }
                }
                case WireFormat.WIRETYPE_START_GROUP -> groups++;
                default -> groups--;
            }
        }
        return bodies;
    }

    private static long varint(byte[] bytes, int from) {
        long value = 0;
        int at = from;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static int afterVarint(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] < 0) {
            at++;
        }
        return at + 1;
    }
}
