package io.keel.im.examples.bench.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/** The handlers of one relayed connection. */
final class RelayPipeline extends ChannelInitializer<Channel> {

    private static final WebSocketServerProtocolConfig WEB_SOCKET = WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/ws")
            .checkStartsWith(true)
            .decoderConfig(WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(64 * 1024)
                    .withUTF8Validator(false)
                    .build())
            .build();

    private final Switchboard switchboard;
    private final boolean ack;

    RelayPipeline(Switchboard switchboard, boolean ack) {
        this.switchboard = switchboard;
        this.ack = ack;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(8 * 1024),
                        new WebSocketServerProtocolHandler(WEB_SOCKET),
                        new RelayConnection(switchboard, ack));
    }
}
