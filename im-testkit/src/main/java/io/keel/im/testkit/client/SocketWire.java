package io.keel.im.testkit.client;

import io.keel.im.protocol.ClientCodec;
import io.keel.im.spi.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection over the JDK's own WebSocket client. */
final class SocketWire implements ClientWire, WebSocket.Listener {
    private static final Duration QUIET = Duration.ofMillis(200);

    private final Encoding encoding;
    private final ClientCodec codec;
    private final Duration patience;
    private final Receiver receiver;
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;
    private long seen;
    private boolean reads = true;
    private long withheld;
    private @Nullable WebSocket socket;

    private SocketWire(Encoding encoding, Duration patience, Receiver receiver) {
        this.encoding = encoding;
        this.codec = ClientCodec.of(encoding);
        this.patience = patience;
        this.receiver = receiver;
    }

    static SocketWire open(
            HttpClient http,
            URI endpoint,
            Encoding encoding,
            Optional<String> token,
            Optional<String> device,
            Duration patience,
            Receiver receiver) {
        SocketWire wire = new SocketWire(encoding, patience, receiver);
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        token.ifPresent(value -> query.add("token=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        device.ifPresent(value -> query.add("device=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        wire.socket = http.newWebSocketBuilder()
                .subprotocols(encoding.subprotocol())
                .connectTimeout(patience)
                .buildAsync(URI.create(endpoint + query.toString()), wire)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return wire;
    }

    @Override
    public void send(byte[] frame) {
        CompletableFuture<WebSocket> sent = encoding == Encoding.JSON
                ? socket().sendText(new String(frame, StandardCharsets.UTF_8), true)
                : socket().sendBinary(ByteBuffer.wrap(frame), true);
        sent.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void turn(Duration limit) throws InterruptedException {
        awaitChange(limit);
    }

    /** Nobody can know that a network is still: it is taken for still when nothing has come for 200 ms. */
    @Override
    public void settle() throws InterruptedException {
        while (awaitChange(QUIET)) {
            // More came: wait anew.
        }
    }

    @Override
    public void reads(boolean on) {
        long owed;
        lock.lock();
        try {
            reads = on;
            owed = on ? withheld : 0;
            withheld = on ? 0 : withheld;
        } finally {
            lock.unlock();
        }
        if (owed > 0) {
            socket().request(owed);
        }
    }

    @Override
    public void close() {
        socket().abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        }
        askForMore(from);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            take(binary.toByteArray());
            binary.reset();
        }
        askForMore(from);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        receiver.closed(code, reason);
        change();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        // 1006 is what RFC 6455 reserves for a connection that ended without a close frame.
        receiver.closed(1006, String.valueOf(error.getMessage()));
        change();
    }

    private void take(byte[] frame) {
        try {
            receiver.received(codec.decode(frame));
        } catch (IOException e) {
            receiver.broken(e);
        }
        change();
    }

    private void askForMore(WebSocket from) {
        boolean now;
        lock.lock();
        try {
            now = reads;
            withheld += now ? 0 : 1;
        } finally {
            lock.unlock();
        }
        if (now) {
            from.request(1);
        }
    }

    private void change() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change that was not seen yet, so that none between two calls is slept through. */
    private boolean awaitChange(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            boolean isNew = changes != seen;
            seen = changes;
            return isNew;
        } finally {
            lock.unlock();
        }
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }
}
