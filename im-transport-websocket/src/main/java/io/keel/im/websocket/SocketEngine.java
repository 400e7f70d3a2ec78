package io.keel.im.websocket;

/** How the server speaks with the operating system. */
public enum SocketEngine {
    /** {@link #EPOLL} where its native library is on the class path and works, else {@link #NIO}. */
    AUTO,
    /** The JDK's own selectors; works everywhere. */
    NIO,
    /** Linux's epoll; needs Netty's native library for it. */
    EPOLL,
    /** Linux's io_uring; needs Netty's native library for it. Faster on some machines and slower on others: measure. */
    IO_URING
}
