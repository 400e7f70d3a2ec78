package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.FrameListener;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The connections of one user who sends without regard, and what they are answered. */
final class Flood implements FrameListener {

    /** None of the users of the load. */
    static final String USER = KeelAccess.user(99_999);

    private static final int AT_ONCE = 64;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Pattern RETRY = Pattern.compile("\"retryAfterMillis\":\"(\\d+)\"");

    private final Wire wire;
    private final int connections;
    private final SendTemplate template;
    private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);
    private boolean sending;
    private int ready;
    private long number;
    private long sent;
    private long unanswered;
    private long accepted;
    private long refused;
    private long retryAfterMillis;
    private long refusedAt;

    Flood(Wire wire, int connections) {
        this.wire = wire;
        this.connections = connections;
        this.template = SendTemplate.text("{\"id\":\"" + SendTemplate.NUMBER + "\",\"send\":{\"to\":{\"user\":\"" + USER
                + "\"},\"clientMsgId\":\"m" + SendTemplate.NUMBER + "\",\"text\":\"me, me, me\"}}");
    }

    /** Connects; returns when all are welcome. */
    void open() throws IOException {
        ready = 0;
        for (int i = 0; i < connections; i++) {
            wire.open(i);
        }
        await("a welcome", () -> ready == connections);
    }

    /** Begins to send. */
    void start() {
        sent = 0;
        unanswered = 0;
        accepted = 0;
        refused = 0;
        sending = true;
    }

    /**
     * Ends, and connects anew: a server that reads who floods it slowly would have to read for long what still lies in between. What
     * was sent last has no answer then.
     */
    void stop() throws IOException {
        sending = false;
        wire.dropAll();
        unanswered = sent - accepted - refused;
        open();
    }

    /** What has been counted since the start. */
    String figures() {
        return "sent=" + sent + " accepted=" + accepted + " refused=" + refused;
    }

    /** Sends until it is refused, waits for as long as it is told and no longer, and tells whether it is served then. */
    boolean honoursItsWait() throws IOException {
        for (long before = refused; refused == before; ) {
            sendOne();
        }
        long until = refusedAt + TimeUnit.MILLISECONDS.toNanos(retryAfterMillis);
        while (System.nanoTime() < until) {
            wire.turn(this, 0);
        }
        long before = accepted;
        sendOne();
        return accepted > before;
    }

    private void sendOne() throws IOException {
        send(wire.connections().get(0), 1);
        await("an answer", this::answered);
    }

    /** One turn of the wire, in which everybody sends who can. */
    void turn(int idleMillis) throws IOException {
        wire.turn(this, sending ? 1 : idleMillis);
    }

    void wakeUp() {
        wire.wakeUp();
    }

    @Override
    public void frame(Connection connection, ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        String frame = new String(bytes, StandardCharsets.UTF_8);
        if (frame.contains("\"welcome\":")) {
            connection.greeted();
            ready++;
        } else if (frame.contains("\"RATE_LIMITED\"")) {
            refused++;
            refusedAt = wire.readAt();
            Matcher retry = RETRY.matcher(frame);
            if (!retry.find()) {
                throw new TroubleException("a refusal that does not tell when to try again: " + frame);
            }
            retryAfterMillis = Long.parseLong(retry.group(1));
        } else if (frame.contains("\"sent\":")) {
            accepted++;
        } else if (frame.contains("\"error\":")) {
            throw new TroubleException("the server says " + frame);
        }
    }

    @Override
    public void turnEnded() {
        if (sending) {
            for (Connection connection : wire.connections()) {
                if (connection.writable()) {
                    send(connection, AT_ONCE);
                }
            }
        }
    }

    private void send(Connection connection, int count) {
        out.clear();
        for (int i = 0; i < count; i++) {
            template.append(out, ++number);
        }
        sent += count;
        wire.send(connection, out.flip());
    }

    private boolean answered() {
        return accepted + refused + unanswered == sent;
    }

    private void await(String what, java.util.function.BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            wire.turn(this, 20);
            if (System.nanoTime() > deadline) {
                throw new TroubleException(what + " did not come: " + figures());
            }
        }
    }
}
