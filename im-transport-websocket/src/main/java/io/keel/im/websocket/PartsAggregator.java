package io.keel.im.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/**
 * Puts messages together that come in parts. Frames that are whole, which nearly all are, pass by without a list for each: the decoder
 * has seen to it that none comes amid the parts of another, but for control frames, which may.
 */
final class PartsAggregator extends WebSocketFrameAggregator {

    PartsAggregator(int largestMessage) {
        super(largestMessage);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof WebSocketFrame frame
                && frame.isFinalFragment()
                && !(frame instanceof ContinuationWebSocketFrame)) {
            context.fireChannelRead(frame);
        } else {
            super.channelRead(context, message);
        }
    }
}
