package io.keel.im.websocket.http;

import io.keel.im.health.HealthReport;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What load balancers and orchestrators ask. {@code GET /readyz}, and {@code GET /healthz} which says the same: 200, or 503 while the
 * process is not ready or is draining, with its {@linkplain HealthReport#toJson() report}. {@code GET /livez}: 200 for as long as
 * the process answers at all, whatever it works with; whoever starts dead processes again asks this one, since one that drains or
 * whose database is away is not helped by being killed.
 */
public final class HealthRoutes implements HttpRoute {

    private static final Set<String> GET = Set.of("GET");
    private static final String LIVE = "/livez";
    private static final Set<String> PATHS = Set.of("/healthz", "/readyz", LIVE);

    private final Supplier<HealthReport> health;

    /** Makes the routes; {@code health} must not block. */
    public HealthRoutes(Supplier<HealthReport> health) {
        this.health = health;
    }

    @Override
    public Set<String> methods(String path) {
        return PATHS.contains(path) ? GET : Set.of();
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        HttpResponse answer =
                request.path().equals(LIVE) ? HttpResponse.json(200, "{\"status\":\"alive\"}") : readiness();
        return CompletableFuture.completedStage(answer.with("Cache-Control", "no-store"));
    }

    private HttpResponse readiness() {
        HealthReport report = health.get();
        return report.ready()
                ? HttpResponse.json(200, report.toJson())
                : HttpResponse.json(503, report.toJson()).with("Retry-After", "1");
    }
}
