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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's WebSocket, from the upgrade to its end: what core writes to, and what tells core of what comes in. Netty's decoder,
 * validator and aggregator stand before it; what goes out is put together here, past any handler. Everything happens on its loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
class WebSocketConnection extends ChannelInboundHandlerAdapter implements ClientChannel {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);

    /** Past this much unread, a client's pings are not answered: the answers would be read by nobody, and are bounded by nothing. */
    private static final int PONGS_UP_TO = 64 * 1024;

    private final Channel channel;
    private final Loop loop;
    private final Encoding encoding;
    private final Outbox outbox;
    private final Client client;
    private final HeldFrames held = new HeldFrames();
    private final CloseHandshake closing;

    private @Nullable ClientConnection connection;

    /**
     * Who is at the other end.
     *
     * @param address where it connects from
     * @param largestMessage how many bytes its largest message may have
     * @param gone runs when the connection has ended
     */
    record Client(String address, int largestMessage, Runnable gone) {}

    /** Makes the connection of a channel whose upgrade has just been answered. */
    WebSocketConnection(Channel channel, Loop loop, Encoding encoding, Client client) {
        this.channel = channel;
        this.loop = loop;
        this.encoding = encoding;
        this.outbox = new Outbox(channel, loop.flusher(), this::drained);
        this.closing = new CloseHandshake(channel, loop, outbox);
        this.client = client;
    }

    /** Appends what takes the client's stream apart, and this. */
    final void join(ChannelPipeline pipeline) {
        pipeline.addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(client.largestMessage())
                .expectMaskedFrames(true)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build()));
        if (encoding == Encoding.JSON) {
            // Elsewhere text is not welcome, whatever it says.
            pipeline.addLast(new Utf8FrameValidator(false));
        }
        pipeline.addLast(new PartsAggregator(client.largestMessage()), this);
    }

    /** Introduces the client to core; before that nothing may come in. */
    void open(ClientGate gate, Optional<String> token, Optional<String> device) {
        try {
            connection = gate.connect(this, token, device);
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
        return client.address();
    }

    @Override
    public void send(@Nullable String id, long inboxSeq, Payload payload) {
        outbox.expect();
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
        if (!closing.begun()) {
            read(on);
        }
    }

    private void read(boolean on) {
        channel.config().setAutoRead(on);
        if (held.reading(on)) {
            // Later, for core may be in the middle of something.
            loop.execute(this::takeHeld);
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        close(code.number(), reason);
    }

    private void close(int code, String reason) {
        if (!closing.begun()) {
            read(true);
            closing.close(code, reason);
        }
    }

    /** Tells whether messages of a kind are welcome; those that are not break the connection. */
    boolean takes(boolean text) {
        return text == (encoding == Encoding.JSON);
    }

    private void message(boolean text, ByteBuf content) {
        int length = content.readableBytes();
        if (content.hasArray()) {
            message(text, content.array(), content.arrayOffset() + content.readerIndex(), length);
        } else {
            // It came in parts.
            byte[] scratch = loop.inbound();
            content.readBytes(scratch, 0, length);
            message(text, scratch, 0, length);
        }
    }

    /** A whole message came in; the array is not its own and changes after the call. */
    void message(boolean text, byte[] bytes, int offset, int length) {
        ClientConnection open = connection;
        if (open != null) {
            open.receive(bytes, offset, length);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        loop.flusher().hasRead();
        WebSocketFrame frame = (WebSocketFrame) message;
        if (!held.hold(frame)) {
            take(frame);
        }
    }

    private void takeHeld() {
        try {
            held.take(this::take);
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    private void take(WebSocketFrame frame) {
        try {
            heard(frame);
        } finally {
            frame.release();
        }
    }

    private void heard(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closing.answer(close);
        } else if (closing.begun()) {
            return;
        } else if (frame instanceof PingWebSocketFrame) {
            touched();
            pong(frame.content());
        } else if (frame instanceof PongWebSocketFrame) {
            touched();
        } else {
            boolean text = frame instanceof TextWebSocketFrame;
            if (takes(text)) {
                message(text, frame.content());
            } else {
                closing.violated(CloseCode.UNSUPPORTED_DATA.number(), "a frame of the wrong kind");
            }
        }
    }

    private void touched() {
        if (connection != null) {
            connection.touched();
        }
    }

    private void pong(ByteBuf ping) {
        if (outbox.pendingBytes() <= PONGS_UP_TO) {
            byte[] payload = new byte[ping.readableBytes()];
            ping.readBytes(payload);
            write(FrameHeader.PONG, payload);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing.over();
        held.release();
        ClientConnection ended = connection;
        connection = null;
        client.gone().run();
        if (ended != null) {
            try {
                ended.closed();
            } catch (RuntimeException failure) {
                LOG.error("a connection's end was not taken note of", failure);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            closing.violated(corrupted.closeStatus().code(), "not a WebSocket frame as RFC 6455 has it");
        } else if (cause instanceof TooLongFrameException) {
            closing.violated(CloseCode.TOO_LARGE.number(), "larger than " + client.largestMessage() + " bytes");
        } else if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
            // The client is gone, maybe amid a message.
            channel.close();
        } else {
            failed(cause);
        }
    }

    private void drained() {
        ClientConnection open = connection;
        if (open == null) {
            return;
        }
        try {
            open.drained();
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    /** A fault of ours costs one connection, never the loop. */
    private void failed(Throwable failure) {
        LOG.error("a connection is given up", failure);
        close(ClosePayload.INTERNAL_ERROR, "internal error");
    }

    /** Writes a frame as it is. */
    final void write(int opcode, byte[] payload) {
        loop.write(outbox, opcode, payload);
    }
}
