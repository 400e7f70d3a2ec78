package io.keel.im.examples.docs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the JDK's own, so that what the pages promise holds for clients that know nothing of ours. */
public final class TestClient implements WebSocket.Listener, AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final BlockingQueue<String> frames = new ArrayBlockingQueue<>(1_024);
    private final StringBuilder unfinished = new StringBuilder();
    private @Nullable WebSocket socket;

    public static TestClient connect(int port, String token) {
        TestClient client = new TestClient();
        client.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("im.v1.json")
                .buildAsync(URI.create("ws://localhost:" + port + "/ws?token=" + token), client)
                .join();
        return client;
    }

    public void send(String frame) {
        if (socket != null) {
            socket.sendText(frame, true).join();
        }
    }

    /** Waits for the next frame; a close is one, too. */
    public String next() throws InterruptedException {
        String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame within " + PATIENCE_SECONDS + " s");
        }
        return frame;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        unfinished.append(data);
        if (last) {
            frames.add(unfinished.toString());
            unfinished.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        frames.add("closed " + code);
        return null;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
