package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.spi.Encoding;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRouter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of a request for the WebSocket endpoint, as its headers tell. */
sealed interface Upgrade {

    /**
     * It is one.
     *
     * @param encoding what the client will speak
     * @param named whether the client asked for that by name
     * @param accept the proof that the server understood, for {@code Sec-WebSocket-Accept}
     */
    record Accepted(Encoding encoding, boolean named, String accept) implements Upgrade {}

    /** It is none, or may not be; this is the answer. */
    record Refused(HttpResponse answer) implements Upgrade {}

    /** Judges a request. */
    static Upgrade of(HttpRequest request, OriginRule origins) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            return new Refused(HttpRouter.notAllowed(Set.of("GET")));
        }
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
            return refused(
                    426, ErrorCode.INVALID_ARGUMENT, "this path takes WebSocket upgrades", "Upgrade", "websocket");
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return refused(
                    426, ErrorCode.INVALID_ARGUMENT, "this is WebSocket version 13", "Sec-WebSocket-Version", "13");
        }
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (key == null || !isNonce(key.trim())) {
            return refused(
                    400, ErrorCode.INVALID_ARGUMENT, "Sec-WebSocket-Key: malformed (expected: 16 bytes in base64)");
        }
        List<String> pages = headers.getAll(HttpHeaderNames.ORIGIN);
        if (!pages.stream().allMatch(page -> origins.admits(page, headers.get(HttpHeaderNames.HOST)))) {
            return refused(403, ErrorCode.PERMISSION_DENIED, "pages of this origin may not connect");
        }
        List<String> offers = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(list -> List.of(list.split(",")).stream())
                .map(String::trim)
                .filter(offer -> !offer.isEmpty())
                .toList();
        Optional<Encoding> encoding = offers.isEmpty()
                ? Optional.of(Encoding.JSON)
                : offers.stream().flatMap(offer -> named(offer).stream()).findFirst();
        return encoding.<Upgrade>map(chosen -> new Accepted(chosen, !offers.isEmpty(), accept(key.trim())))
                .orElseGet(() -> refused(
                        400,
                        ErrorCode.INVALID_ARGUMENT,
                        "Sec-WebSocket-Protocol: none that is known (expected: im.v1.json or im.v1.protobuf)"));
    }

    private static Optional<Encoding> named(String subprotocol) {
        for (Encoding encoding : Encoding.values()) {
            if (encoding.subprotocol().equals(subprotocol)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    private static boolean isNonce(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** RFC 6455, 4.2.2. */
    private static String accept(String key) {
        try {
            byte[] proof = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(proof));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static Refused refused(int status, ErrorCode code, String message) {
        return new Refused(HttpResponse.error(status, code, message));
    }

    private static Refused refused(int status, ErrorCode code, String message, String header, String value) {
        return new Refused(HttpResponse.error(status, code, message).with(header, value));
    }
}
