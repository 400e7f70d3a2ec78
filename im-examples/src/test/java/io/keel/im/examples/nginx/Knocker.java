package io.keel.im.examples.nginx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens one WebSocket after the other, each on a connection of its own, and remembers which were not let in. */
final class Knocker implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final InetSocketAddress front;
    private final AtomicInteger let = new AtomicInteger();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::knock, "knocker");
    private volatile boolean stopped;

    Knocker(URI front) {
        this.front = new InetSocketAddress(front.getHost(), front.getPort());
        thread.start();
    }

    /** How many were let in so far. */
    int let() {
        return let.get();
    }

    /** What those were told who were not. */
    Queue<String> refused() {
        return refused;
    }

    private void knock() {
        while (!stopped) {
            String answer = handshake();
            if (answer.startsWith("HTTP/1.1 101 ")) {
                let.incrementAndGet();
            } else {
                refused.add(answer);
            }
        }
    }

    private String handshake() {
        try (Socket socket = new Socket()) {
            socket.connect(front, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = """
                    GET /ws?token=knocker HTTP/1.1
                    Host: localhost
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
                    Sec-WebSocket-Protocol: im.v1.json

                    """.replace("\n", "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine());
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
