package io.keel.im.websocket;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What event loops and listening sockets are made of.
 *
 * @param handlers makes the part of a loop that waits for sockets
 * @param listener the class of the listening socket
 */
record EventLoops(IoHandlerFactory handlers, Class<? extends ServerChannel> listener) {

    /**
     * Returns the parts of an engine.
     *
     * @throws IllegalStateException if this machine does not have it
     */
    static EventLoops of(SocketEngine engine) {
        return switch (engine) {
            case NIO -> new EventLoops(NioIoHandler.newFactory(), NioServerSocketChannel.class);
            case EPOLL -> require("epoll", epollFault(), Native::epoll);
            case IO_URING -> require("io_uring", uringFault(), Native::uring);
            case AUTO -> epollFault() == null ? Native.epoll() : of(SocketEngine.NIO);
        };
    }

    private static EventLoops require(
            String name, @Nullable Throwable fault, java.util.function.Supplier<EventLoops> loops) {
        if (fault != null) {
            throw new IllegalStateException(
                    name + " is not available here; put Netty's native library for it on the class path", fault);
        }
        return loops.get();
    }

    /** The classes are optional as well: they may be missing altogether. */
    private static @Nullable Throwable epollFault() {
        try {
            return Epoll.unavailabilityCause();
        } catch (LinkageError missing) {
            return missing;
        }
    }

    private static @Nullable Throwable uringFault() {
        try {
            return IoUring.unavailabilityCause();
        } catch (LinkageError missing) {
            return missing;
        }
    }

    /** Apart, so that it is loaded only where the classes are. */
    private static final class Native {

        static EventLoops epoll() {
            return new EventLoops(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
        }

        static EventLoops uring() {
            return new EventLoops(IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
        }
    }
}
