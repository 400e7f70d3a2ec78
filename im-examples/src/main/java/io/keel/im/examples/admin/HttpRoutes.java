package io.keel.im.examples.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keel.im.ErrorCode;
import io.keel.im.examples.UsageException;
import io.keel.im.websocket.http.HttpRequest;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRoute;
import io.keel.im.websocket.http.HttpRouter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes, as a gateway has them, from a process that is no gateway. For few clients: a request holds one of four threads. */
final class HttpRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRoutes.class);
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final HttpRouter router;

    private HttpRoutes(HttpServer server, ExecutorService threads, HttpRouter router) {
        this.server = server;
        this.threads = threads;
        this.router = router;
    }

    /** Starts to serve. */
    static HttpRoutes start(InetSocketAddress address, List<HttpRoute> routes) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "admin-page");
            thread.setDaemon(true);
            return thread;
        });
        try {
            HttpRoutes served = new HttpRoutes(HttpServer.create(address, 0), threads, new HttpRouter(routes));
            served.server.setExecutor(threads);
            served.server.createContext("/", served::serve);
            served.server.start();
            return served;
        } catch (IOException e) {
            throw new UsageException("cannot listen on port " + address.getPort() + ": " + e.getMessage(), e);
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

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            HttpResponse response = answer(exchange);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = response.body();
            exchange.sendResponseHeaders(response.status(), head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private HttpResponse answer(HttpExchange exchange) {
        HttpRequest.Builder request = HttpRequest.builder(
                        exchange.getRequestMethod(), exchange.getRequestURI().getPath())
                .remoteAddress(exchange.getRemoteAddress().getAddress().getHostAddress());
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        HttpRequest asked = request.build();
        HttpRouter.Match match = router.match(asked.method(), asked.path());
        if (match instanceof HttpRouter.Missing missing) {
            return missing.answer();
        }
        try {
            return ((HttpRouter.Found) match)
                    .route()
                    .answer(asked)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException | IllegalStateException failure) {
            LOG.warn("{} could not be answered", asked.path(), failure);
            return HttpResponse.error(ErrorCode.INTERNAL, "internal error");
        }
    }
}
