package io.keel.im.examples.admin;

import io.keel.im.ErrorCode;
import io.keel.im.websocket.http.HttpRequest;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRoute;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@code GET /api/figures}: what the page shows, for those who show the token in {@code Authorization}. */
final class FiguresRoute implements HttpRoute {

    private static final String PATH = "/api/figures";

    private final AdminToken token;
    private final Supplier<String> figures;

    /**
     * Makes the route.
     *
     * @param figures as JSON; empty while there are none yet
     */
    FiguresRoute(AdminToken token, Supplier<String> figures) {
        this.token = token;
        this.figures = figures;
    }

    @Override
    public Set<String> methods(String path) {
        return path.equals(PATH) ? Set.of("GET") : Set.of();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return CompletableFuture.completedFuture(
                response(request).with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff"));
    }

    private HttpResponse response(HttpRequest request) {
        if (!token.isShownBy(request.header("Authorization"))) {
            return HttpResponse.error(ErrorCode.UNAUTHENTICATED, "token: not valid")
                    .with("WWW-Authenticate", "Bearer");
        }
        String json = figures.get();
        return json.isEmpty()
                ? HttpResponse.error(ErrorCode.UNAVAILABLE, "the first look at the cluster is under way")
                        .with("Retry-After", "1")
                : HttpResponse.json(200, json);
    }
}
