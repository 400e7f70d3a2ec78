package io.keel.im.examples.role;

import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import io.keel.im.websocket.http.HttpRequest;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRoute;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/gateways}: where else a client may connect when its gateway is gone, as {@code {"gateways":["http://…"]}}. */
final class GatewayList implements HttpRoute, AutoCloseable {

    private final Watch watch;
    private final @Nullable URI publicUrl;
    private volatile List<String> urls = List.of();

    /**
     * Makes the list.
     *
     * @param publicUrl what is told instead of the gateways' own URLs, which nobody outside can reach then; null for none
     */
    GatewayList(ServiceRegistry services, @Nullable URI publicUrl) {
        this.publicUrl = publicUrl;
        this.watch = services.watch(GatewayRole.SERVICE, this::follow);
    }

    private void follow(Set<ServiceInstance> gateways) {
        urls = publicUrl != null
                ? List.of(publicUrl.toString())
                : gateways.stream()
                        .map(gateway -> Optional.ofNullable(gateway.metadata().get("url")))
                        .flatMap(Optional::stream)
                        .sorted()
                        .toList();
    }

    @Override
    public Set<String> methods(String path) {
        return path.equals("/api/gateways") ? Set.of("GET") : Set.of();
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        String list = urls.stream().map(url -> "\"" + url + "\"").collect(Collectors.joining(","));
        return CompletableFuture.completedFuture(
                HttpResponse.json(200, "{\"gateways\":[" + list + "]}").with("Cache-Control", "no-store"));
    }

    @Override
    public void close() {
        watch.close();
    }
}
