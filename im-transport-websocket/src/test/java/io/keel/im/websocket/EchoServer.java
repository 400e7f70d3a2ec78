package io.keel.im.websocket;

import io.keel.im.spi.Encoding;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends back every message, text or binary, by the connections that clients of the gateway have. */
final class EchoServer implements AutoCloseable {

    private static final int LARGEST = 64 * 1024;

    private final EventLoopGroup group;
    private final Channel listener;

    EchoServer() {
        EventLoops parts = EventLoops.of(SocketEngine.AUTO);
        group = new MultiThreadIoEventLoopGroup(1, parts.handlers());
        Loop loop = new Loop((SingleThreadEventLoop) group.next(), LARGEST);
        listener = new ServerBootstrap()
                .group(group)
                .channel(parts.listener())
                .childOption(ChannelOption.ALLOCATOR, HeapFrames.INSTANCE)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST), new Upgrader(loop));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Upgrader extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final Loop loop;

        Upgrader(Loop loop) {
            this.loop = loop;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (Upgrade.of(request, new OriginRule(Set.of())) instanceof Upgrade.Accepted accepted) {
                EchoConnection connection = new EchoConnection(context.channel(), loop);
                context.writeAndFlush(HttpWire.switching(accepted));
                connection.join(context.pipeline());
                context.pipeline().remove(this);
                context.pipeline().remove(HttpObjectAggregator.class);
                context.pipeline().get(HttpServerCodec.class).removeOutboundHandler();
                connection.open(new FakeGate(), Optional.empty(), Optional.empty());
                context.pipeline().remove(HttpServerCodec.class);
            } else {
                context.close();
            }
        }
    }

    private static final class EchoConnection extends WebSocketConnection {

        EchoConnection(Channel channel, Loop loop) {
            super(channel, loop, Encoding.JSON, new Client("127.0.0.1", LARGEST, () -> {}));
        }

        @Override
        boolean takes(boolean text) {
            return true;
        }

        @Override
        void message(boolean text, byte[] bytes, int offset, int length) {
            write(text ? FrameHeader.TEXT : FrameHeader.BINARY, Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }
}
