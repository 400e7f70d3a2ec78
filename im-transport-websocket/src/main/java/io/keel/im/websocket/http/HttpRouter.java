package io.keel.im.websocket.http;

import io.keel.im.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route for a request, or the answer that says that there is none. */
public final class HttpRouter {

    private final List<HttpRoute> routes;

    /** Makes a router of routes; the first that serves a path and a method wins. */
    public HttpRouter(List<HttpRoute> routes) {
        this.routes = List.copyOf(routes);
    }

    /** What a request meets. */
    public sealed interface Match {}

    /** A route that will answer it. */
    public record Found(HttpRoute route) implements Match {}

    /** No route will; this is the answer. */
    public record Missing(HttpResponse answer) implements Match {}

    /** Finds what answers a request of this method and path. */
    public Match match(String method, String path) {
        Set<String> allowed = new TreeSet<>();
        String served = method.equals("HEAD") ? "GET" : method;
        for (HttpRoute route : routes) {
            Set<String> methods = route.methods(path);
            if (methods.contains(method) || methods.contains(served)) {
                return new Found(route);
            }
            allowed.addAll(methods);
        }
        if (allowed.isEmpty()) {
            return new Missing(HttpResponse.error(404, ErrorCode.NOT_FOUND, "nothing is at this path"));
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return new Missing(notAllowed(allowed));
    }

    /** The answer for a path that is known and a method that is not. */
    public static HttpResponse notAllowed(Set<String> methods) {
        String list = String.join(", ", methods);
        return HttpResponse.error(405, ErrorCode.INVALID_ARGUMENT, "this path takes " + list)
                .with("Allow", list);
    }
}
