package io.keel.im.examples.admin;

import io.keel.im.websocket.http.StaticFiles;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/** Serves the page: its files to everybody, figures to those who show the token. It changes nothing, whoever asks. */
final class PageServer implements AutoCloseable {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private final HttpRoutes routes;

    private PageServer(HttpRoutes routes) {
        this.routes = routes;
    }

    /**
     * Starts to serve it.
     *
     * @param figures as JSON; empty while there are none yet
     */
    static PageServer start(InetSocketAddress address, AdminToken token, Supplier<String> figures) {
        ClassLoader loader = PageServer.class.getClassLoader();
        return new PageServer(HttpRoutes.start(
                address,
                List.of(
                        new FiguresRoute(token, figures),
                        StaticFiles.of(loader, "admin").contentSecurityPolicy(POLICY),
                        new SharedFiles(StaticFiles.of(loader, "web").contentSecurityPolicy(POLICY)))));
    }

    int port() {
        return routes.port();
    }

    @Override
    public void close() {
        routes.close();
    }
}
