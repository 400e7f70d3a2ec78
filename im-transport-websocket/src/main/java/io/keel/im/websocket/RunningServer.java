package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.websocket.http.HttpRouter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server between its start and its end: the listening socket, the event loops, and the threads for calls that block. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here, the pipeline hears of.
final class RunningServer {

    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    private static final int BACKLOG = 4096;

    /** For the last close frames to be answered, beyond the time that draining has. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Settings settings;
    private final EventLoopGroup group;
    private final BlockingCalls blocking;
    private final Population population;
    private final Channel listener;

    private RunningServer(
            Settings settings, EventLoopGroup group, BlockingCalls blocking, Population population, Channel listener) {
        this.settings = settings;
        this.group = group;
        this.blocking = blocking;
        this.population = population;
        this.listener = listener;
    }

    /** Starts all of it, or leaves nothing behind. */
    static RunningServer start(Settings settings) {
        SslContext tls = tls(settings.listening().tls());
        EventLoops parts = EventLoops.of(settings.listening().engine());
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                settings.listening().loops(), new DefaultThreadFactory("keel-ws"), parts.handlers());
        BlockingCalls blocking = new BlockingCalls(settings.limits().blockingThreads());
        Population population = new Population();
        Map<EventExecutor, Loop> loops = new HashMap<>();
        for (EventExecutor loop : group) {
            loops.put(
                    loop,
                    new Loop((SingleThreadEventLoop) loop, settings.limits().messageBytes()));
        }
        HttpAnswers answers = new HttpAnswers(new HttpRouter(settings.routes()), blocking);
        WebSocketOpening opening =
                new WebSocketOpening(settings, population, channel -> loop(loops, channel), new Random());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(parts.listener())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, HeapFrames.INSTANCE)
                .childHandler(new NewSocket(settings, tls, answers, opening, population));
        ChannelFuture bound = bootstrap.bind(address(settings.listening())).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            blocking.close();
            throw cannotListen(settings.listening(), bound.cause());
        }
        return new RunningServer(settings, group, blocking, population, bound.channel());
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    void close() {
        Duration patience = settings.limits().drain();
        await("draining", settings.gate().drain(patience), patience.plus(FAREWELL));
        await("the last clients", population.empty(), FAREWELL);
        listener.close().awaitUninterruptibly();
        await("the last sockets", population.closeSockets(), FAREWELL);
        group.shutdownGracefully(0, FAREWELL.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
        blocking.close();
    }

    private static Loop loop(Map<EventExecutor, Loop> loops, Channel channel) {
        Loop loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("a channel of a loop that is not this server's");
        }
        return loop;
    }

    private static void await(String what, CompletionStage<Void> stage, Duration patience) {
        try {
            stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warn("closing goes on without {}: not done within {}", what, patience);
        } catch (ExecutionException failure) {
            LOG.warn("closing goes on without {}", what, failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress address(Settings.Listening listening) {
        String host = listening.host();
        return host == null ? new InetSocketAddress(listening.port()) : new InetSocketAddress(host, listening.port());
    }

    private static ImException cannotListen(Settings.Listening listening, Throwable cause) {
        String host = listening.host() == null ? "" : " of " + listening.host();
        String reason = String.valueOf(cause.getMessage());
        return new ImException(
                ErrorCode.UNAVAILABLE,
                reason.contains("in use")
                        ? "port " + listening.port() + host + " is in use"
                        : "cannot listen on port " + listening.port() + host + ": " + reason,
                cause);
    }

    private static @Nullable SslContext tls(Settings.@Nullable KeyPair pair) {
        if (pair == null) {
            return null;
        }
        try {
            return SslContextBuilder.forServer(
                            pair.certificates().toFile(), pair.key().toFile())
                    .build();
        } catch (SSLException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "tls: cannot read " + pair.certificates() + " and " + pair.key() + " (expected: PEM, PKCS#8 key)",
                    unreadable);
        }
    }
}
