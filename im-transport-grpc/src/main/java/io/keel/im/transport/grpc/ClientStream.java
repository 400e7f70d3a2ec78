package io.keel.im.transport.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.keel.im.gateway.ClientConnection;
import io.keel.im.protocol.FrameHead;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Lane;
import io.keel.im.spi.Payload;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream. Frames are handed to gRPC only while it is ready for more; until then they wait here, where the gateway
 * counts them. Of the client no more frames are asked for than {@link #WINDOW}, each once one before it has been served.
 *
 * <p>All state belongs to the lane; gRPC's callbacks, which come by other threads, do nothing but go there.
 */
final class ClientStream implements ClientChannel {

    /** The number that a WebSocket would be closed with. */
    static final Metadata.Key<String> CLOSE_CODE = Metadata.Key.of("im-close-code", Metadata.ASCII_STRING_MARSHALLER);

    private static final int WINDOW = 16;

    private final ServerCall<byte[], byte[]> call;
    private final Lane lane;
    private final Queue<byte[]> toClient = new ArrayDeque<>();
    private final Queue<byte[]> toGateway = new ArrayDeque<>(WINDOW);
    private @Nullable ClientConnection connection;
    private boolean reading = true;
    private boolean ended;
    private long pending;
    private long written;

    ClientStream(ServerCall<byte[], byte[]> call, Lane lane) {
        this.call = call;
        this.lane = lane;
    }

    /** Begins to take frames; the gateway may have closed it already. */
    void open(ClientConnection opened) {
        connection = opened;
        if (!ended) {
            call.request(WINDOW);
        }
    }

    @Override
    public Encoding encoding() {
        return Encoding.PROTOBUF;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public String remoteAddress() {
        SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return address instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : "in-process";
    }

    @Override
    public void send(@Nullable String id, long inboxSeq, Payload payload) {
        if (ended) {
            return;
        }
        byte[] frame = FrameHead.frame(Encoding.PROTOBUF, id, inboxSeq, payload);
        if (toClient.isEmpty() && call.isReady()) {
            write(frame);
        } else {
            toClient.add(frame);
            pending += frame.length;
        }
    }

    @Override
    public long pendingBytes() {
        return pending;
    }

    @Override
    public long writtenBytes() {
        return written;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (on && !toGateway.isEmpty()) {
            lane.execute(this::handOver);
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        Metadata trailers = new Metadata();
        trailers.put(CLOSE_CODE, Integer.toString(code.number()));
        // A client that does not read would keep what waits for it in memory until its connection ends.
        finish(status(code).withDescription(reason), trailers, code != CloseCode.STALLED);
    }

    /** What gRPC calls. */
    ServerCall.Listener<byte[]> listener() {
        return new ServerCall.Listener<>() {

            @Override
            public void onMessage(byte[] frame) {
                lane.execute(() -> received(frame));
            }

            @Override
            public void onReady() {
                lane.execute(ClientStream.this::flush);
            }

            @Override
            public void onHalfClose() {
                lane.execute(() -> finish(Status.OK, new Metadata(), true));
            }

            @Override
            public void onCancel() {
                lane.execute(ClientStream.this::end);
            }
        };
    }

    private void received(byte[] frame) {
        toGateway.add(frame);
        handOver();
    }

    private void handOver() {
        while (reading && !ended && connection != null && !toGateway.isEmpty()) {
            byte[] frame = toGateway.remove();
            connection.receive(frame, 0, frame.length);
            if (!ended) {
                call.request(1);
            }
        }
    }

    private void flush() {
        if (ended || toClient.isEmpty()) {
            return;
        }
        while (!toClient.isEmpty() && call.isReady()) {
            byte[] frame = toClient.remove();
            pending -= frame.length;
            write(frame);
        }
        if (toClient.isEmpty() && connection != null) {
            connection.drained();
        }
    }

    private void write(byte[] frame) {
        call.sendMessage(frame);
        written += frame.length;
    }

    private void finish(Status status, Metadata trailers, boolean withPending) {
        if (ended) {
            return;
        }
        if (withPending) {
            toClient.forEach(this::write);
        }
        call.close(status, trailers);
        end();
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        toClient.clear();
        toGateway.clear();
        pending = 0;
        // Not from within the gateway's own call.
        lane.execute(() -> {
            if (connection != null) {
                connection.closed();
            }
        });
    }

    private static Status status(CloseCode code) {
        return switch (code) {
            case GOING_AWAY -> Status.UNAVAILABLE;
            case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
            case REPLACED -> Status.ABORTED;
            case SILENT -> Status.DEADLINE_EXCEEDED;
            case STALLED, TOO_LARGE -> Status.RESOURCE_EXHAUSTED;
            case PROTOCOL_ERROR, UNSUPPORTED_DATA, INVALID_PAYLOAD, UNPARSABLE -> Status.INVALID_ARGUMENT;
        };
    }
}
