package io.keel.im.examples.role;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keel.im.examples.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code /healthz}, {@code /readyz} and {@code /metrics} of a role that serves no browsers: alive at once, ready from
 * {@link #ready} on.
 */
final class StatusServer implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private volatile BooleanSupplier ready = () -> false;

    private StatusServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts it.
     *
     * @param metrics writes all figures
     */
    static StatusServer start(RoleSettings settings, Supplier<String> metrics) {
        InetSocketAddress address = settings.listen().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.listen(), settings.port());
        try {
            ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "status");
                thread.setDaemon(true);
                return thread;
            });
            StatusServer status = new StatusServer(HttpServer.create(address, 0), threads);
            status.server.setExecutor(threads);
            status.server.createContext("/healthz", exchange -> answer(exchange, 200, JSON, "{\"status\":\"alive\"}"));
            status.server.createContext("/readyz", status::readiness);
            status.server.createContext("/metrics", exchange -> answer(exchange, 200, TEXT, metrics.get()));
            status.server.start();
            return status;
        } catch (IOException e) {
            throw new UsageException("cannot listen on port " + settings.port() + ": " + e.getMessage(), e);
        }
    }

    /** Sets who tells whether the role is ready. */
    void ready(BooleanSupplier source) {
        ready = source;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void readiness(HttpExchange exchange) throws IOException {
        if (ready.getAsBoolean()) {
            answer(exchange, 200, JSON, "{\"status\":\"ready\"}");
        } else {
            answer(exchange, 503, JSON, "{\"error\":{\"code\":\"UNAVAILABLE\",\"message\":\"not ready\"}}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
