package io.keel.im.websocket;

import io.keel.im.gateway.Gateway;
import org.jspecify.annotations.Nullable;

/**
 * Serves browsers and other WebSocket clients of one gateway: WebSocket at {@code /ws}, HTTP on the same port.
 *
 * <p>{@link #start} listens, {@link #close} drains. Several servers may run in one JVM, each with its own gateway. Safe for use by
 * several threads.
 */
public final class WebSocketServer implements AutoCloseable {

    private final Settings settings;
    private @Nullable RunningServer running;
    private boolean closed;

    WebSocketServer(Settings settings) {
        this.settings = settings;
    }

    /**
     * Makes a server with all defaults, to be started.
     *
     * @param port where to listen; 0 for any free port
     */
    public static WebSocketServer of(Gateway gateway, int port) {
        return builder(gateway).port(port).build();
    }

    /** Starts to configure a server. */
    public static WebSocketServerBuilder builder(Gateway gateway) {
        return new WebSocketServerBuilder(ClientGate.of(gateway));
    }

    /**
     * Listens; returns when connections are accepted.
     *
     * @return this server
     * @throws io.keel.im.ImException {@code UNAVAILABLE}, if the port is in use or cannot be bound
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized WebSocketServer start() {
        if (closed || running != null) {
            throw new IllegalStateException(closed ? "this server was closed" : "this server was started before");
        }
        running = RunningServer.start(settings);
        return this;
    }

    /**
     * The port that it listens on.
     *
     * @throws IllegalStateException if it was never started
     */
    public synchronized int port() {
        if (running == null) {
            throw new IllegalStateException("this server was not started");
        }
        return running.port();
    }

    /**
     * Leaves in good order, within the time set for it: takes no new clients, has the gateway tell those it has to go elsewhere,
     * finish what they asked, and close; then stops listening and ends its threads. Blocks until that is done. Closing twice is
     * harmless. Not to be called on an event loop.
     */
    @Override
    public void close() {
        RunningServer leaving;
        synchronized (this) {
            leaving = closed ? null : running;
            closed = true;
        }
        if (leaving != null) {
            leaving.close();
        }
    }
}
