package io.keel.im.websocket;

import io.keel.im.gateway.TransportLimits;
import io.keel.im.websocket.http.HttpRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a server was told before it started.
 *
 * @param live asked for the limits that may change
 * @param origins whose pages may connect
 * @param proxies whose word counts about where a client comes from
 * @param routes what is answered over HTTP, in this order
 */
record Settings(
        ClientGate gate,
        Listening listening,
        Limits limits,
        Supplier<TransportLimits> live,
        OriginRule origins,
        TrustedProxies proxies,
        List<HttpRoute> routes) {

    /** The limits of now. */
    TransportLimits now() {
        return live.get();
    }

    /**
     * Where and how to listen.
     *
     * @param host null for all addresses of the machine
     * @param tls null for none
     */
    record Listening(
            @Nullable String host, int port, @Nullable KeyPair tls, SocketEngine engine, int loops) {}

    /**
     * A certificate chain and its private key.
     *
     * @param certificates a PEM file
     * @param key a PEM file, PKCS#8
     */
    record KeyPair(Path certificates, Path key) {}

    /**
     * What does not change.
     *
     * @param messageBytes the largest message from a client
     * @param headerBytes the largest request line, and the largest sum of headers
     * @param bodyBytes the largest HTTP body
     * @param drain how long closing the server may take
     * @param blockingThreads threads for routes that may block
     */
    record Limits(int messageBytes, int headerBytes, int bodyBytes, Duration drain, int blockingThreads) {}
}
