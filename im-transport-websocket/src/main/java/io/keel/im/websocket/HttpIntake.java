package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.websocket.http.HttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request while it comes in: its head, and a body that is not let grow past its limit. */
final class HttpIntake {

    private final HttpRequest head;
    private final int limit;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

    HttpIntake(HttpRequest head, int limit) {
        this.head = head;
        this.limit = limit;
    }

    HttpRequest head() {
        return head;
    }

    /** What is wrong with the head, if anything is. */
    Optional<HttpResponse> fault() {
        if (head.decoderResult().isFailure()) {
            return Optional.of(HttpAnswers.unreadable(head.decoderResult().cause()));
        }
        if (head.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !head.headers().contains(HttpHeaderNames.HOST)) {
            return Optional.of(HttpResponse.error(400, ErrorCode.INVALID_ARGUMENT, "Host: missing"));
        }
        return HttpUtil.getContentLength(head, 0L) > limit ? Optional.of(tooLarge()) : Optional.empty();
    }

    /** Adds a piece of the body; returns what is wrong with it, if anything is. */
    Optional<HttpResponse> add(HttpContent piece) {
        if (piece.decoderResult().isFailure()) {
            return Optional.of(HttpAnswers.unreadable(piece.decoderResult().cause()));
        }
        int size = piece.content().readableBytes();
        if (body.size() + size > limit) {
            return Optional.of(tooLarge());
        }
        try {
            piece.content().readBytes(body, size);
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return Optional.empty();
    }

    /** Returns where the request goes; empty when that is malformed. */
    Optional<Target> target() {
        String uri = head.uri();
        int scheme = uri.indexOf("://");
        if (scheme > 0 && !uri.startsWith("/")) {
            int path = uri.indexOf('/', scheme + 3);
            uri = path < 0 ? "/" : uri.substring(path);
        }
        QueryStringDecoder decoder = new QueryStringDecoder(uri);
        try {
            return Optional.of(new Target(decoder.path(), parameters(decoder.rawQuery())));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** A value that cannot be decoded stays as it came: whoever wants it will find it malformed. */
    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                parameters
                        .computeIfAbsent(decoded(name), any -> new ArrayList<>())
                        .add(decoded(value));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return QueryStringDecoder.decodeComponent(text);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** Returns the whole request. */
    io.keel.im.websocket.http.HttpRequest whole(Target target, String remoteAddress) {
        io.keel.im.websocket.http.HttpRequest.Builder request = io.keel.im.websocket.http.HttpRequest.builder(
                        head.method().name(), target.path())
                .query(target.query())
                .body(body.toByteArray())
                .remoteAddress(remoteAddress);
        head.headers().forEach(header -> request.header(header.getKey(), header.getValue()));
        return request.build();
    }

    private HttpResponse tooLarge() {
        return HttpResponse.error(413, ErrorCode.INVALID_ARGUMENT, "the body is larger than " + limit + " bytes");
    }

    /** Where a request goes. */
    record Target(String path, Map<String, List<String>> query) {

        Optional<String> first(String name) {
            return query.getOrDefault(name, List.of()).stream().findFirst();
        }
    }
}
