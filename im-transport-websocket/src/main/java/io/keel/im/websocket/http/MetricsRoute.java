package io.keel.im.websocket.http;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@code GET /metrics} in the text format of Prometheus. */
public final class MetricsRoute implements HttpRoute {

    private final Supplier<String> scrape;

    /** Makes the route; {@code scrape} returns the whole text and may take its time. */
    public MetricsRoute(Supplier<String> scrape) {
        this.scrape = scrape;
    }

    @Override
    public Set<String> methods(String path) {
        return path.equals("/metrics") ? Set.of("GET") : Set.of();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        byte[] text = scrape.get().getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.completedStage(HttpResponse.of(200, "text/plain; version=0.0.4; charset=utf-8", text));
    }
}
