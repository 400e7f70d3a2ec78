package io.keel.im.examples.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keel.im.examples.admin.Node.Health;
import io.keel.im.examples.host.Exposition;
import io.keel.im.spi.ServiceInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks processes how they are: all of them at once, each for two seconds at most. Safe for use by several threads. */
final class Nodes {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Asks them; ends well in any case, with a node for each in the same order. */
    CompletionStage<List<Node>> ask(List<ServiceInstance> instances) {
        CompletionStage<List<Node>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (ServiceInstance instance : instances) {
            all = all.thenCombine(ask(instance), (nodes, node) -> {
                nodes.add(node);
                return nodes;
            });
        }
        return all;
    }

    private CompletionStage<Node> ask(ServiceInstance instance) {
        String url = instance.metadata().getOrDefault("url", "");
        return get(url + "/readyz").thenCombine(get(url + "/metrics"), (ready, metrics) -> {
            Optional<Exposition> figures =
                    metrics.filter(answer -> answer.statusCode() == 200).map(answer -> Exposition.parse(answer.body()));
            if (ready.isEmpty()) {
                return new Node(instance, Health.UNREACHABLE, "no answer from " + url, figures);
            }
            boolean well = ready.get().statusCode() == 200;
            return new Node(
                    instance,
                    well ? Health.READY : Health.NOT_READY,
                    well ? "" : reason(ready.get().body()),
                    figures);
        });
    }

    private CompletableFuture<Optional<HttpResponse<String>>> get(String url) {
        try {
            return http.sendAsync(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .handle((answer, failure) -> Optional.ofNullable(answer));
        } catch (IllegalArgumentException noAddress) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** The {@code reason} of a body, or of the {@code error} in it the {@code message}; empty where it says neither. */
    private static String reason(String body) {
        String message = "";
        try (JsonParser json = JSON.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    json.skipChildren();
                } else if (token == JsonToken.VALUE_STRING && "reason".equals(json.currentName())) {
                    return json.getText();
                } else if (token == JsonToken.VALUE_STRING && "message".equals(json.currentName())) {
                    message = json.getText();
                }
            }
        } catch (IOException notJson) {
            return message;
        }
        return message;
    }
}
