package io.keel.im.examples.role;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keel.im.examples.UsageException;
import io.keel.im.health.Health;
import io.keel.im.health.HealthReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /healthz}, {@code /readyz}, {@code /livez} and {@code /metrics} of a role that serves no browsers, from its start to its end. */
final class StatusServer implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Health health;

    private StatusServer(HttpServer server, Health health, ExecutorService threads) {
        this.server = server;
        this.health = health;
        this.threads = threads;
    }

    /**
     * Starts it.
     *
     * @param health tells how the process is
     * @param metrics writes all figures
     */
    static StatusServer start(RoleSettings settings, Health health, Supplier<String> metrics) {
        InetSocketAddress address = settings.listen().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.listen(), settings.port());
        try {
            ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "status");
                thread.setDaemon(true);
                return thread;
            });
            StatusServer status = new StatusServer(HttpServer.create(address, 0), health, threads);
            status.server.setExecutor(threads);
            status.server.createContext("/healthz", status::readiness);
            status.server.createContext("/readyz", status::readiness);
            status.server.createContext("/livez", exchange -> answer(exchange, 200, JSON, "{\"status\":\"alive\"}"));
            status.server.createContext("/metrics", exchange -> answer(exchange, 200, TEXT, metrics.get()));
            status.server.start();
            return status;
        } catch (IOException e) {
            throw new UsageException("cannot listen on port " + settings.port() + ": " + e.getMessage(), e);
        }
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
        HealthReport report = health.report();
        answer(exchange, report.ready() ? 200 : 503, JSON, report.toJson());
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
