package io.keel.im.websocket.http;

import io.keel.im.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole HTTP response. The server adds {@code Content-Length}, {@code Date} and {@code Connection}. */
public final class HttpResponse {

    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private HttpResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Makes a response without a body. */
    public static HttpResponse of(int status) {
        return new HttpResponse(status, Map.of(), NOTHING);
    }

    /**
     * Makes a response with a body.
     *
     * @param contentType the value of {@code Content-Type}
     * @param body the bytes, not copied
     */
    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, Map.of("Content-Type", contentType), body);
    }

    /** Makes a response of JSON text. */
    public static HttpResponse json(int status, String json) {
        return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes an error as all routes of the gateway tell it: {@code {"error":{"code","message"}}}. */
    public static HttpResponse error(int status, ErrorCode code, String message) {
        return json(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":" + Json.quoted(message) + "}}");
    }

    /** Makes an error whose status follows from its code. */
    public static HttpResponse error(ErrorCode code, String message) {
        return error(status(code), code, message);
    }

    /**
     * Makes the answer to what comes too often.
     *
     * @param retryAfterMillis after how long it may come again; told in whole seconds, rounded up
     */
    public static HttpResponse rateLimited(String message, long retryAfterMillis) {
        return error(429, ErrorCode.RATE_LIMITED, message)
                .with("Retry-After", Long.toString((retryAfterMillis + 999) / 1_000));
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, FAILED_PRECONDITION -> 409;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    /** Returns the same response with one more header, or another value for one. */
    public HttpResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, body);
    }

    /** The status, such as 200. */
    public int status() {
        return status;
    }

    /** The headers, by name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The body; do not change it. */
    public byte[] body() {
        return body;
    }
}
