package io.keel.im.transport.grpc;

import io.grpc.Server;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Offers ports of this process to others, and the health and reflection services beside them. Safe for use by several threads.
 *
 * <pre>{@code
 * GrpcServer server = GrpcServer.builder(9090)
 *         .security(GrpcSecurity.sharedSecret(secret))
 *         .export(queries)
 *         .build()
 *         .start();
 * }</pre>
 */
public final class GrpcServer implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Server server;
    private final ServingStates states;
    private final ExecutorService executor;
    private final Runnable leaving;
    private final Duration drain;
    private final List<AutoCloseable> owned;

    GrpcServer(
            Server server,
            ServingStates states,
            ExecutorService executor,
            Runnable leaving,
            Duration drain,
            List<AutoCloseable> owned) {
        this.server = server;
        this.states = states;
        this.executor = executor;
        this.leaving = leaving;
        this.drain = drain;
        this.owned = owned;
    }

    /**
     * Starts to configure a server.
     *
     * @param port where to listen; 0 for any free port
     */
    public static GrpcServerBuilder builder(int port) {
        return new GrpcServerBuilder(port);
    }

    /** Starts to configure a server that this process alone can call, by name; without a socket, and without a secret. */
    public static GrpcServerBuilder inProcess(String name) {
        return new GrpcServerBuilder(name);
    }

    /**
     * Listens; returns when calls are accepted.
     *
     * @return this server
     * @throws ImException {@code UNAVAILABLE}, if the port is in use or cannot be bound
     */
    public GrpcServer start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new ImException(ErrorCode.UNAVAILABLE, "cannot listen: " + e.getMessage(), e);
        }
        return this;
    }

    /** The port that it listens on; -1 in process. */
    public int port() {
        return server.getPort();
    }

    /** Tells health checks, of each service and of all, whether new calls should come here; true at first. */
    public void ready(boolean ready) {
        states.ready(ready);
    }

    /**
     * Leaves in good order: takes no new calls, has clients told to go elsewhere, lets calls in flight finish within the time set
     * for it, then ends its threads.
     * Blocks until that is done. Closing twice is harmless.
     */
    @Override
    public void close() {
        states.end();
        server.shutdown();
        leaving.run();
        try {
            if (!server.awaitTermination(drain.toNanos(), TimeUnit.NANOSECONDS)) {
                server.shutdownNow();
                // Callers are told on the server's threads, which end only after that.
                server.awaitTermination(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        for (AutoCloseable part : owned) {
            close(part);
        }
        executor.shutdown();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close", e);
        }
    }
}
