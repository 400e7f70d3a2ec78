package io.keel.im.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection on which the client may still be sending: says that nothing more will come, and reads on, deaf, until the
 * client has closed as well or two seconds have passed. Closing at once would make the network take back the last answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class HalfClose implements ChannelFutureListener {

    static final HalfClose AFTER_WRITE = new HalfClose();

    private static final long LINGER_SECONDS = 2;

    private HalfClose() {}

    @Override
    public void operationComplete(ChannelFuture write) {
        Channel channel = write.channel();
        if (!write.isSuccess()) {
            channel.close();
            return;
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        channel.config().setAutoRead(true);
        ScheduledFuture<?> end = channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
    }
}
