package io.keel.im.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** What a TCP connection begins as. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class NewSocket extends ChannelInitializer<Channel> {

    private final Settings settings;
    private final @Nullable SslContext tls;
    private final HttpAnswers answers;
    private final WebSocketOpening opening;
    private final Population population;

    NewSocket(
            Settings settings,
            @Nullable SslContext tls,
            HttpAnswers answers,
            WebSocketOpening opening,
            Population population) {
        this.settings = settings;
        this.tls = tls;
        this.answers = answers;
        this.opening = opening;
        this.population = population;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!population.addSocket(channel, settings.now().connections())) {
            channel.close();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(settings.now().handshake().toMillis());
            pipeline.addLast(handler);
        }
        int headerBytes = settings.limits().headerBytes();
        pipeline.addLast(new HttpServerCodec(
                new HttpDecoderConfig().setMaxInitialLineLength(headerBytes).setMaxHeaderSize(headerBytes)));
        pipeline.addLast(new HttpConnection(settings, answers, opening));
    }
}
