package io.keel.im.websocket.http;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Something that answers HTTP requests on the gateway's port. Routes are asked in the order in which they were given; the first
 * one that serves a path and a method answers.
 */
public interface HttpRoute {

    /**
     * Tells which methods it serves at a path, such as {@code Set.of("GET")}; empty when the path is not its own. Called on an
     * event loop for every request, so it must not block. {@code HEAD} comes with {@code GET} by itself.
     */
    Set<String> methods(String path);

    /**
     * Answers a request whose path and method it serves. A failed stage, or one that takes longer than the server's limit for
     * answers, becomes an error answer.
     */
    CompletionStage<HttpResponse> answer(HttpRequest request);

    /**
     * Tells whether {@link #answer} may block. If so, as by default, it is called on a bounded pool of threads, and is refused
     * with 503 while all of them are busy and the queue before them is full; if not, on an event loop.
     */
    default boolean mayBlock() {
        return true;
    }

    /**
     * Makes a route of one path and one method. {@code answer} may block.
     *
     * @param method such as {@code GET}
     * @param path the whole path, such as {@code /api/rooms}
     */
    static HttpRoute of(String method, String path, Function<HttpRequest, HttpResponse> answer) {
        Set<String> methods = Set.of(method);
        return new HttpRoute() {
            @Override
            public Set<String> methods(String asked) {
                return asked.equals(path) ? methods : Set.of();
            }

            @Override
            public CompletionStage<HttpResponse> answer(HttpRequest request) {
                return CompletableFuture.completedStage(answer.apply(request));
            }
        };
    }
}
