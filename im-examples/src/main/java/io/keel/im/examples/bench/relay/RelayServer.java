package io.keel.im.examples.bench.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A WebSocket relay with nothing of an IM in it: no authentication, no order, no store. It is as good as a relay on this
 * transport gets (one encoding shared by all receivers, flushes merged per turn of the event loop), so that a chat
 * server can be judged against it.
 *
 * <p>A client connects to {@code /ws?id=N} and is greeted by a frame {@code W}. What it sends is relayed as it is:
 * {@code D}, five digits of the receiver's id and ten of a number, then the text; {@code R} with the same fields goes to
 * everyone but the sender. With {@code --ack} the sender gets {@code A} and the ten digits.
 */
@Command(name = "relay", description = "A bare WebSocket relay: the ceiling that the benchmark measures against.")
public final class RelayServer implements Callable<Integer> {

    @Option(names = "--port", required = true, description = "Port on the loopback address.")
    private int port;

    @Option(names = "--ack", description = "Acknowledge each message to its sender.")
    private boolean ack;

    @Option(names = "--loops", description = "Event loops (default: one per processor).")
    private int loops = Runtime.getRuntime().availableProcessors();

    private RelayServer() {}

    /**
     * Runs the relay until the JVM ends.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        int status = new CommandLine(new RelayServer()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean epoll = Epoll.isAvailable();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(loops, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        new ServerBootstrap()
                .group(group)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, 16_384)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new RelayPipeline(new Switchboard(group), ack))
                .bind("127.0.0.1", port)
                .sync();
        System.out.println("relay on port " + port + (epoll ? ", epoll" : ", nio"));
        return 0;
    }
}
