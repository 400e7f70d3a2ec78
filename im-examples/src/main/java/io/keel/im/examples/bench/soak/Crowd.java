package io.keel.im.examples.bench.soak;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.FrameListener;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.FrameObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Clients with one device each on one wire, driven on the caller's thread. */
final class Crowd implements FrameListener, AutoCloseable {

    private static final long MIND_EVERY_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 120_000;

    private final Wire wire;
    private final List<SoakClient> clients = new ArrayList<>();
    private final List<SoakClient> touched = new ArrayList<>();
    private long now = millis();
    private long mindAt;

    /**
     * Clients that are not connected yet.
     *
     * @param observers for each user, what makes the observers of its connections
     */
    Crowd(int users, int port, Device device, IntFunction<Supplier<FrameObserver>> observers) throws IOException {
        wire = new Wire(device, port);
        for (int i = 0; i < users; i++) {
            clients.add(new SoakClient(i, wire, observers.apply(i)));
        }
    }

    List<SoakClient> clients() {
        return clients;
    }

    /** The time of this turn in milliseconds. */
    long now() {
        return now;
    }

    /** Brings everybody up, and up to date. */
    void connect() throws IOException {
        for (SoakClient client : clients) {
            client.connect();
        }
        runUntilSettled();
    }

    /** Everybody leaves, to come back by {@link #connect}. */
    void leave() {
        clients.forEach(SoakClient::drop);
    }

    boolean isSettled() {
        return clients.stream().allMatch(SoakClient::isSettled);
    }

    void runUntilSettled() throws IOException {
        long deadline = millis() + PATIENCE_MILLIS;
        while (!isSettled()) {
            turn();
            if (now > deadline) {
                throw new TroubleException("not everybody gets everything");
            }
        }
    }

    /** One turn of the wire; returns who was told something. */
    List<SoakClient> turn() throws IOException {
        touched.clear();
        wire.turn(this, 20);
        return touched;
    }

    @Override
    public void frame(Connection connection, ByteBuffer in, int from, int to) {
        SoakClient client = clients.get(connection.index());
        try {
            client.received(ServerFrame.parseFrom(in.slice(from, to - from)), now);
        } catch (InvalidProtocolBufferException e) {
            throw new TroubleException("a frame that does not parse: " + e.getMessage());
        }
        touched.add(client);
    }

    @Override
    public void turnEnded() {
        now = millis();
        if (now >= mindAt) {
            mindAt = now + MIND_EVERY_MILLIS;
            clients.forEach(client -> client.mind(now));
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        leave();
        wire.close();
    }
}
