package io.keel.im.websocket;

import io.keel.im.spi.CloseCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/**
 * How one WebSocket ends: a close frame goes out, once, behind what is pending, and then the socket is closed by whose turn it is.
 * Used on the connection's loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class CloseHandshake {

    private final Channel channel;
    private final Loop loop;
    private final Outbox outbox;
    private boolean begun;

    CloseHandshake(Channel channel, Loop loop, Outbox outbox) {
        this.channel = channel;
        this.loop = loop;
        this.outbox = outbox;
    }

    /** Tells whether the connection is ending, so that nothing is sent or served any more. */
    boolean begun() {
        return begun;
    }

    /** We close: the client is to answer, and is cut off if it does not. */
    void close(int code, String reason) {
        if (!begun) {
            lastFrame(code, reason, ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    /** The client closes, or answers: in the first case it gets its own code back. */
    void answer(CloseWebSocketFrame close) {
        int code = close.statusCode();
        if (code >= 0 && !ClosePayload.isSendable(code)) {
            violated(CloseCode.PROTOCOL_ERROR.number(), "a close code that is not for the wire");
        } else if (begun) {
            channel.close();
        } else {
            lastFrame(code < 0 ? ClosePayload.NO_CODE : code, "", ChannelFutureListener.CLOSE);
        }
    }

    /** The client has broken the protocol, so that nothing it sends can be told any more. */
    void violated(int code, String reason) {
        if (begun) {
            channel.close();
        } else {
            lastFrame(code, reason, HalfClose.AFTER_WRITE);
        }
    }

    /** The socket is closed. */
    void over() {
        begun = true;
        outbox.close();
    }

    private void lastFrame(int code, String reason, ChannelFutureListener written) {
        loop.write(outbox, FrameHeader.CLOSE, new ClosePayload(code).encode(reason));
        begun = true;
        outbox.finish(written);
        CloseDeadline.start(channel, loop, outbox);
    }
}
