package io.keel.im.websocket;

import io.keel.im.gateway.ClientConnection;
import io.keel.im.protocol.FrameHead;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Lane;
import io.keel.im.spi.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's WebSocket, from the upgrade to its end: what core writes to, and what tells core of what comes in. The last handler
 * of its pipeline and, without TLS, the only one. Everything happens on its loop.
 */
class WebSocketConnection extends ChannelInboundHandlerAdapter implements ClientChannel, FrameSink {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);

    /** How long a client has to answer a close frame, and again if it goes on reading what came before that. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private static final int CLOSE_TRIES = 5;

    /** Past this much unread, a client's pings are not answered: the answers would be read by nobody, and are bounded by nothing. */
    private static final int PONGS_UP_TO = 64 * 1024;

    private final Channel channel;
    private final Loop loop;
    private final Encoding encoding;
    private final Outbox outbox;
    private final FrameReader reader;
    private final Runnable gone;

    private @Nullable ClientConnection connection;
    private boolean closing;

    /**
     * Makes the connection of a channel whose upgrade has just been answered.
     *
     * @param gone runs when the connection has ended
     */
    WebSocketConnection(Channel channel, Loop loop, Encoding encoding, int largestMessage, Runnable gone) {
        this.channel = channel;
        this.loop = loop;
        this.encoding = encoding;
        this.outbox = new Outbox(channel, loop.flusher(), this::drained);
        this.reader = new FrameReader(this, loop.inbound(), largestMessage, channel.alloc());
        this.gone = gone;
        reader.hold(true);
    }

    /** Introduces the client to core. What came in before waits until core knows it. */
    void open(ClientGate gate, Optional<String> token, Optional<String> device) {
        try {
            reader.hold(false);
            connection = gate.connect(this, token, device);
            reader.resume();
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    @Override
    public Encoding encoding() {
        return encoding;
    }

    @Override
    public Lane lane() {
        return loop;
    }

    @Override
    public String remoteAddress() {
        return Addresses.host(channel.remoteAddress());
    }

    @Override
    public void send(@Nullable String id, long inboxSeq, Payload payload) {
        if (closing) {
            return;
        }
        byte[] body = payload.bytes(encoding);
        byte[] head = loop.outbound();
        int to = FrameHead.write(encoding, id, inboxSeq, head, FrameHeader.ROOM);
        int opcode = encoding == Encoding.JSON ? FrameHeader.TEXT : FrameHeader.BINARY;
        int from = FrameHeader.writeBefore(head, FrameHeader.ROOM, opcode, to - FrameHeader.ROOM + body.length);
        outbox.append(head, from, to, body);
    }

    @Override
    public long pendingBytes() {
        return outbox.pendingBytes();
    }

    @Override
    public long writtenBytes() {
        return outbox.writtenBytes();
    }

    @Override
    public void reading(boolean on) {
        if (closing) {
            return;
        }
        if (reader.hold(!on)) {
            loop.execute(this::resume);
        }
        channel.config().setAutoRead(on);
    }

    @Override
    public void close(CloseCode code, String reason) {
        close(new ClosePayload(code.number()), reason);
    }

    private void close(ClosePayload payload, String reason) {
        if (closing) {
            return;
        }
        if (reader.hold(false)) {
            loop.execute(this::resume);
        }
        channel.config().setAutoRead(true);
        lastFrame(payload, reason, ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public boolean takes(boolean text) {
        return closing || text == (encoding == Encoding.JSON);
    }

    @Override
    public void message(boolean text, byte[] bytes, int offset, int length) {
        ClientConnection client = connection;
        if (client != null && !closing) {
            client.receive(bytes, offset, length);
        }
    }

    @Override
    public void ping(byte[] bytes, int offset, int length) {
        if (connection != null && !closing) {
            connection.touched();
        }
        if (outbox.pendingBytes() <= PONGS_UP_TO && !closing) {
            byte[] payload = new byte[length];
            System.arraycopy(bytes, offset, payload, 0, length);
            write(FrameHeader.PONG, payload);
        }
    }

    @Override
    public void pong() {
        if (connection != null && !closing) {
            connection.touched();
        }
    }

    @Override
    public void peerCloses(ClosePayload payload) {
        if (closing) {
            channel.close();
        } else {
            lastFrame(payload, "", ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void violated(CloseCode code, String reason) {
        if (closing) {
            channel.close();
        } else {
            lastFrame(new ClosePayload(code.number()), reason, HalfClose.AFTER_WRITE);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            loop.flusher().hasRead();
            reader.read(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        reader.end();
        outbox.close();
        ClientConnection client = connection;
        connection = null;
        gone.run();
        if (client != null) {
            try {
                client.closed();
            } catch (RuntimeException failure) {
                LOG.error("a connection's end was not taken note of", failure);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            channel.close();
        } else {
            failed(cause);
        }
    }

    private void resume() {
        try {
            reader.resume();
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    private void drained() {
        ClientConnection client = connection;
        if (client == null) {
            return;
        }
        try {
            client.drained();
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    /** A fault of ours costs one connection, never the loop. */
    private void failed(Throwable failure) {
        LOG.error("a connection is given up", failure);
        close(new ClosePayload(ClosePayload.INTERNAL_ERROR), "internal error");
    }

    private void lastFrame(ClosePayload payload, String reason, ChannelFutureListener written) {
        write(FrameHeader.CLOSE, payload.encode(reason));
        closing = true;
        outbox.finish(written);
        awaitEnd(outbox.writtenBytes(), CLOSE_TRIES);
    }

    private void awaitEnd(long before, int tries) {
        Runnable cancel = loop.schedule(
                () -> {
                    long now = outbox.writtenBytes();
                    if (now > before && outbox.pendingBytes() > 0 && tries > 1) {
                        awaitEnd(now, tries - 1);
                    } else {
                        channel.close();
                    }
                },
                CLOSE_PATIENCE);
        channel.closeFuture().addListener(closed -> cancel.run());
    }

    /** Writes a frame as it is. */
    final void write(int opcode, byte[] payload) {
        byte[] head = loop.outbound();
        int from = FrameHeader.writeBefore(head, FrameHeader.ROOM, opcode, payload.length);
        outbox.append(head, from, FrameHeader.ROOM, payload);
    }
}
