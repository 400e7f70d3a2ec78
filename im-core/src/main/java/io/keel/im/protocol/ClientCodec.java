package io.keel.im.protocol;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.Encoding;
import java.io.IOException;

/** The client's side of the two encodings, for clients written in Java. Stateless, safe for use by several threads. */
public final class ClientCodec {

    private final Encoding encoding;

    private ClientCodec(Encoding encoding) {
        this.encoding = encoding;
    }

    /** Returns the codec of an encoding. */
    public static ClientCodec of(Encoding encoding) {
        return new ClientCodec(encoding);
    }

    /** Encodes a whole frame. */
    public byte[] encode(ClientFrame frame) {
        if (encoding == Encoding.PROTOBUF) {
            return frame.toByteArray();
        }
        return JsonEncoder.encode(JsonShape.CLIENT_FRAME, frame);
    }

    /**
     * Decodes a whole frame.
     *
     * @throws IOException if the bytes are no frame of a server
     */
    public ServerFrame decode(byte[] bytes) throws IOException {
        if (encoding == Encoding.PROTOBUF) {
            return ServerFrame.parseFrom(bytes);
        }
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        String problem = JsonFrameCodec.INSTANCE.read(bytes, 0, bytes.length, JsonShape.SERVER_FRAME, frame);
        if (problem != null) {
            throw new IOException(problem);
        }
        return frame.build();
    }
}
