package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which frames leave in one write: the transport counts, not the clock. */
@Timeout(60)
class OutboxTest {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final SingleThreadEventLoop events = (SingleThreadEventLoop) group.next();
    private final Loop loop = new Loop(events, 1024);
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private Outbox outbox;
    private Outbox sender;

    @BeforeEach
    void connect() throws Exception {
        SocketAddress address = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {})
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
        outbox = new Outbox(connect(address), loop.flusher(), () -> drained.complete(null));
        sender = new Outbox(connect(address), loop.flusher(), () -> {});
    }

    private Channel connect(SocketAddress address) throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new WriteCounter())
                .connect(address)
                .sync()
                .channel();
    }

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void framesOfOneTurnLeaveInOneWrite() throws Exception {
        events.execute(() -> {
            append("a");
            append("b");
            events.execute(() -> append("c"));
        });

        drained.get(10, TimeUnit.SECONDS);
        assertThat(writes).containsExactly("abc");
    }

    @Test
    void framesOfFollowingTurnsThatReadLeaveInOneWrite() throws Exception {
        events.execute(() -> {
            read("ab");
            inNextTurn(() -> {
                read("cd");
                inNextTurn(() -> read("e"));
            });
        });

        drained.get(10, TimeUnit.SECONDS);
        assertThat(writes).containsExactly("abcde");
    }

    @Test
    void turnThatReadsNothingEndsTheWait() throws Exception {
        events.execute(() -> {
            read("ab");
            inNextTurn(() -> inNextTurn(() -> read("late")));
        });

        drained.get(10, TimeUnit.SECONDS);
        assertThat(writes).first().isEqualTo("ab");
    }

    @Test
    void oneFrameToOneReceiverWaitsForNoTurn() throws Exception {
        events.execute(() -> {
            read("a");
            inNextTurn(() -> read("late"));
        });

        drained.get(10, TimeUnit.SECONDS);
        assertThat(writes).first().isEqualTo("a");
    }

    @Test
    void itsReceiverWaitsNotEvenForTheAnswerToBePutTogether() throws Exception {
        CompletableFuture<List<String>> before = new CompletableFuture<>();
        events.execute(() -> {
            read("a");
            sender.expect();
            before.complete(List.copyOf(writes));
        });

        assertThat(before.get(10, TimeUnit.SECONDS)).containsExactly("a");
        drained.get(10, TimeUnit.SECONDS);
    }

    @Test
    void receiverOfSeveralFramesGetsThemInOneWriteWhoeverIsAnswered() throws Exception {
        CompletableFuture<List<String>> before = new CompletableFuture<>();
        events.execute(() -> {
            read("ab");
            sender.expect();
            before.complete(List.copyOf(writes));
        });

        assertThat(before.get(10, TimeUnit.SECONDS)).isEmpty();
        drained.get(10, TimeUnit.SECONDS);
        assertThat(writes).containsExactly("ab");
    }

    @Test
    void readersDoNotStarveWhileSendersNeverPause() throws Exception {
        events.execute(() -> readForever(0));

        drained.get(10, TimeUnit.SECONDS);
        assertThat(writes.get(0).length()).isBetween(3, 32);
    }

    @Test
    void muchIsNotHeld() throws Exception {
        CompletableFuture<Integer> before = new CompletableFuture<>();
        events.execute(() -> {
            for (int i = 0; i < 300; i++) {
                append("x".repeat(1024));
            }
            before.complete(writes.size());
        });

        assertThat(before.get(10, TimeUnit.SECONDS)).isPositive();
        drained.get(10, TimeUnit.SECONDS);
        assertThat(String.join("", writes)).hasSize(300 * 1024);
    }

    @Test
    void largeBodyIsCopiedOnceForAllItsReceivers() throws Exception {
        byte[] body = "x".repeat(10_000).getBytes(US_ASCII);
        events.execute(() -> {
            ByteBuf first = loop.flusher().share(body, outboxAllocator());
            ByteBuf second = loop.flusher().share(body, outboxAllocator());
            ByteBuf other = loop.flusher().share(body.clone(), outboxAllocator());
            writes.add(String.valueOf(first.memoryAddress() == second.memoryAddress()));
            writes.add(String.valueOf(first.memoryAddress() == other.memoryAddress()));
            first.release();
            second.release();
            other.release();
            append("end");
        });

        drained.get(10, TimeUnit.SECONDS);
        assertThat(writes).containsExactly("true", "false", "end");
    }

    private static io.netty.buffer.ByteBufAllocator outboxAllocator() {
        return io.netty.buffer.PooledByteBufAllocator.DEFAULT;
    }

    private void readForever(int turn) {
        if (turn < 100 && !drained.isDone()) {
            read("xx");
            inNextTurn(() -> readForever(turn + 1));
        }
    }

    /** Reads as many frames as there are characters. */
    private void read(String frames) {
        for (String frame : frames.split("")) {
            loop.flusher().hasRead();
            append(frame);
        }
    }

    /** Registered before the flusher's own end of the turn it would run in the same one; so it goes by the task queue. */
    private void inNextTurn(Runnable task) {
        events.executeAfterEventLoopIteration(() -> events.execute(task));
    }

    private void append(String frame) {
        outbox.append(new byte[0], 0, 0, frame.getBytes(US_ASCII));
    }

    private final class WriteCounter extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            writes.add(((ByteBuf) message).toString(US_ASCII));
            context.write(message, promise);
        }
    }
}
