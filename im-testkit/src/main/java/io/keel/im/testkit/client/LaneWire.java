package io.keel.im.testkit.client;

import io.keel.im.gateway.ClientConnection;
import io.keel.im.gateway.Gateway;
import io.keel.im.protocol.ClientCodec;
import io.keel.im.protocol.FrameHead;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Lane;
import io.keel.im.spi.Payload;
import io.keel.im.testkit.ManualLane;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A connection without a socket: frames are handed over in memory, on a manual lane that whoever waits keeps running. What is
 * encoded and decoded is what would go over a network, byte for byte.
 */
final class LaneWire implements ClientWire, ClientChannel {
    private final ManualLane lane;
    private final Encoding encoding;
    private final ClientCodec codec;
    private final Receiver receiver;

    // All below is used on the lane alone.
    private final Queue<byte[]> toGateway = new ArrayDeque<>();
    private final Queue<byte[]> toClient = new ArrayDeque<>();
    private @Nullable ClientConnection connection;
    private boolean gatewayReads = true;
    private boolean clientReads = true;
    private boolean closed;
    private long pending;
    private long written;

    private LaneWire(ManualLane lane, Encoding encoding, Receiver receiver) {
        this.lane = lane;
        this.encoding = encoding;
        this.codec = ClientCodec.of(encoding);
        this.receiver = receiver;
    }

    static LaneWire open(
            Gateway gateway,
            ManualLane lane,
            Encoding encoding,
            Optional<String> token,
            Optional<String> device,
            Receiver receiver) {
        LaneWire wire = new LaneWire(lane, encoding, receiver);
        lane.execute(() -> {
            ClientConnection connection = gateway.connect(wire, token, device);
            wire.connection = connection;
            if (wire.closed) {
                connection.closed();
            } else {
                wire.handOver();
            }
        });
        return wire;
    }

    @Override
    public void send(byte[] frame) {
        lane.execute(() -> {
            toGateway.add(frame);
            handOver();
        });
    }

    @Override
    public void turn(Duration limit) throws InterruptedException {
        if (lane.runAll() == 0) {
            lane.awaitReady(limit);
        }
    }

    @Override
    public void settle() {
        lane.runAll();
    }

    @Override
    public void reads(boolean on) {
        lane.execute(() -> {
            clientReads = on;
            if (on && !toClient.isEmpty()) {
                deliver();
            }
        });
        lane.runAll();
    }

    @Override
    public void close() {
        lane.execute(this::end);
        lane.runAll();
    }

    @Override
    public Encoding encoding() {
        return encoding;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public void send(@Nullable String id, long inboxSeq, Payload payload) {
        if (closed) {
            return;
        }
        byte[] frame = FrameHead.frame(encoding, id, inboxSeq, payload);
        if (toClient.isEmpty() && clientReads) {
            // Frames of one turn of the lane are taken together, as by a socket's flush.
            lane.execute(this::deliver);
        }
        toClient.add(frame);
        pending += frame.length;
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
        gatewayReads = on;
        if (on) {
            lane.execute(this::handOver);
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (closed) {
            return;
        }
        if (clientReads) {
            takeAll();
        }
        end();
        receiver.closed(code.number(), reason);
    }

    private void handOver() {
        while (gatewayReads && !closed && connection != null && !toGateway.isEmpty()) {
            byte[] frame = toGateway.remove();
            connection.receive(frame, 0, frame.length);
        }
    }

    private void deliver() {
        if (!clientReads || closed) {
            return;
        }
        takeAll();
        if (connection != null) {
            connection.drained();
        }
    }

    private void takeAll() {
        while (!toClient.isEmpty()) {
            byte[] frame = toClient.remove();
            pending -= frame.length;
            written += frame.length;
            try {
                receiver.received(codec.decode(frame));
            } catch (IOException e) {
                receiver.broken(e);
            }
        }
    }

    private void end() {
        if (!closed) {
            closed = true;
            if (connection != null) {
                connection.closed();
            }
        }
    }
}
