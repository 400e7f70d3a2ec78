package io.keel.im.websocket.http;

import io.keel.im.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** {@code GET /healthz} and {@code GET /readyz}: 200, or 503 while the gateway is not ready or is draining. */
public final class HealthRoutes implements HttpRoute {

    private static final Set<String> GET = Set.of("GET");

    private final BooleanSupplier ready;

    /** Makes the routes; {@code ready} must not block. */
    public HealthRoutes(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public Set<String> methods(String path) {
        return path.equals("/healthz") || path.equals("/readyz") ? GET : Set.of();
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        HttpResponse answer = ready.getAsBoolean()
                ? HttpResponse.json(200, "{\"status\":\"ready\"}")
                : HttpResponse.error(503, ErrorCode.UNAVAILABLE, "not ready").with("Retry-After", "1");
        return CompletableFuture.completedStage(answer.with("Cache-Control", "no-store"));
    }
}
