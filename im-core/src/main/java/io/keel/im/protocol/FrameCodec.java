package io.keel.im.protocol;

import io.keel.im.spi.Encoding;

/** Decodes what clients send, in one encoding. Stateless, safe for use by several threads. */
public abstract sealed class FrameCodec permits JsonFrameCodec, ProtobufFrameCodec {

    FrameCodec() {}

    /** Returns the codec of an encoding. */
    public static FrameCodec of(Encoding encoding) {
        return switch (encoding) {
            case JSON -> JsonFrameCodec.INSTANCE;
            case PROTOBUF -> ProtobufFrameCodec.INSTANCE;
        };
    }

    /**
     * Decodes a whole frame. Never throws, whatever the bytes are, and keeps no reference to them.
     *
     * @param bytes the buffer that holds the frame
     * @param offset where the frame begins
     * @param length how many bytes it has
     */
    public abstract Decoded decode(byte[] bytes, int offset, int length);
}
