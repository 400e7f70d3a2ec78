package io.keel.im.websocket;

import io.keel.im.websocket.http.HttpRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a server was told before it started.
 *
 * @param routes what is answered over HTTP, in this order
 */
record Settings(ClientGate gate, Listening listening, Limits limits, OriginRule origins, List<HttpRoute> routes) {

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
     * What one client, or all of them, may take.
     *
     * @param messageBytes the largest message from a client
     * @param headerBytes the largest request line, and the largest sum of headers
     * @param bodyBytes the largest HTTP body
     * @param connections WebSockets at once
     * @param handshake from the TCP connection to the end of its first request
     * @param answer from the end of a request to its answer
     * @param drain how long closing the server may take
     * @param blockingThreads threads for routes that may block
     */
    record Limits(
            int messageBytes,
            int headerBytes,
            int bodyBytes,
            int connections,
            Duration handshake,
            Duration answer,
            Duration drain,
            int blockingThreads) {}
}
