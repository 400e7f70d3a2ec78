package io.keel.im.examples.bench.relay;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection of the relay: reads what its client sends and writes what others sent to it. */
final class RelayConnection extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {

    private static final int ID_AT = 1;
    private static final int ID_DIGITS = 5;
    private static final int NUMBER_AT = ID_AT + ID_DIGITS;
    private static final int NUMBER_DIGITS = 10;
    private static final int FINAL_BINARY = 0x82;

    /** Where the lane keeps this connection; the lane's own. */
    int position;

    private final Switchboard switchboard;
    private final boolean ack;
    private int id;
    private boolean dirty;
    private @Nullable Lane lane;
    private @Nullable ChannelHandlerContext below;

    RelayConnection(Switchboard switchboard, boolean ack) {
        this.switchboard = switchboard;
        this.ack = ack;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof HandshakeComplete handshake) {
            List<String> ids =
                    new QueryStringDecoder(handshake.requestUri()).parameters().get("id");
            id = ids == null ? 0 : Integer.parseInt(ids.get(0));
            // Frames are made here, whole: what is written passes below the encoder.
            below = context.pipeline().context(WebSocketFrameEncoder.class);
            Lane own = switchboard.lane(context.channel().eventLoop());
            lane = own;
            own.join(this);
            switchboard.join(id, this);
            write(context.alloc()
                    .directBuffer()
                    .writeByte(FINAL_BINARY)
                    .writeByte(1)
                    .writeByte('W'));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (lane != null) {
            lane.leave(this);
            switchboard.leave(id, this);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, BinaryWebSocketFrame frame) {
        ByteBuf content = frame.content();
        ByteBuf relayed = frame(context, content);
        if (content.getByte(content.readerIndex()) == 'D') {
            toOne(relayed, number(content, ID_AT, ID_DIGITS));
        } else {
            toAll(relayed);
        }
        if (ack) {
            write(context.alloc()
                    .directBuffer(2 + 1 + NUMBER_DIGITS)
                    .writeByte(FINAL_BINARY)
                    .writeByte(1 + NUMBER_DIGITS)
                    .writeByte('A')
                    .writeBytes(content, content.readerIndex() + NUMBER_AT, NUMBER_DIGITS));
        }
    }

    private void toOne(ByteBuf frame, int to) {
        RelayConnection receiver = switchboard.find(to);
        if (receiver == null) {
            frame.release();
        } else if (receiver.lane == lane) {
            receiver.write(frame);
        } else {
            requireNonNull(receiver.lane).loop().execute(() -> receiver.write(frame));
        }
    }

    private void toAll(ByteBuf frame) {
        for (Lane each : switchboard.lanes()) {
            if (each == lane) {
                each.broadcast(frame.retainedDuplicate(), this);
            } else {
                ByteBuf share = frame.retainedDuplicate();
                each.loop().execute(() -> each.broadcast(share, null));
            }
        }
        frame.release();
    }

    /** Queues a whole WebSocket frame, to be flushed at the end of the loop's turn; takes the frame over. */
    void write(ByteBuf frame) {
        ChannelHandlerContext to = requireNonNull(below);
        if (!to.channel().isActive()) {
            frame.release();
            return;
        }
        to.write(frame, to.voidPromise());
        if (!dirty) {
            dirty = true;
            requireNonNull(lane).flushLater(this);
        }
    }

    void flush() {
        dirty = false;
        requireNonNull(below).flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            System.err.println("relay: " + cause);
        }
        context.close();
    }

    private static ByteBuf frame(ChannelHandlerContext context, ByteBuf content) {
        int length = content.readableBytes();
        ByteBuf frame = context.alloc().directBuffer(4 + length).writeByte(FINAL_BINARY);
        if (length < 126) {
            frame.writeByte(length);
        } else {
            frame.writeByte(126).writeShort(length);
        }
        return frame.writeBytes(content, content.readerIndex(), length);
    }

    private static int number(ByteBuf content, int at, int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + content.getByte(content.readerIndex() + at + i) - '0';
        }
        return number;
    }
}
