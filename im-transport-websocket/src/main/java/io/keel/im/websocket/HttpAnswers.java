package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.websocket.http.HttpRequest;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRoute;
import io.keel.im.websocket.http.HttpRouter;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has requests answered by their routes, and turns failures into answers. Safe for use by several threads. */
final class HttpAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(HttpAnswers.class);

    private final HttpRouter router;
    private final Executor blocking;

    HttpAnswers(HttpRouter router, Executor blocking) {
        this.router = router;
        this.blocking = blocking;
    }

    /** Answers a request; the stage never fails, and may end on any thread. */
    CompletionStage<HttpResponse> answer(HttpRequest request) {
        try {
            return find(request).handle((answer, failure) -> failure == null ? answer : failed(failure));
        } catch (RuntimeException failure) {
            return CompletableFuture.completedStage(failed(failure));
        }
    }

    private CompletionStage<HttpResponse> find(HttpRequest request) {
        HttpRouter.Match match = router.match(request.method(), request.path());
        if (match instanceof HttpRouter.Missing missing) {
            return CompletableFuture.completedStage(missing.answer());
        }
        HttpRoute route = ((HttpRouter.Found) match).route();
        if (!route.mayBlock()) {
            return route.answer(request);
        }
        return CompletableFuture.supplyAsync(() -> route.answer(request), blocking)
                .thenCompose(stage -> stage);
    }

    /** The answer to a request that could not be read. */
    static HttpResponse unreadable(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponse.error(414, ErrorCode.INVALID_ARGUMENT, "the request line is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HttpResponse.error(431, ErrorCode.INVALID_ARGUMENT, "the headers are too large");
        }
        return HttpResponse.error(400, ErrorCode.INVALID_ARGUMENT, "this is not an HTTP request");
    }

    private static HttpResponse failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            return HttpResponse.error(503, ErrorCode.UNAVAILABLE, "too many requests at once")
                    .with("Retry-After", "1");
        }
        if (cause instanceof ImException known) {
            return HttpResponse.error(known.code(), String.valueOf(known.getMessage()));
        }
        LOG.error("a route failed", cause);
        return HttpResponse.error(500, ErrorCode.INTERNAL, "internal error");
    }
}
