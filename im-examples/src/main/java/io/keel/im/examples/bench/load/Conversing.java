package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.FrameListener;
import io.keel.im.examples.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A wire whose frames are read in one dialect. */
final class Conversing implements FrameListener {

    private final Wire wire;
    private final Dialect dialect;
    private Events events = new Quiet();

    Conversing(Wire wire, Dialect dialect) {
        this.wire = wire;
        this.dialect = dialect;
    }

    Wire wire() {
        return wire;
    }

    Dialect dialect() {
        return dialect;
    }

    /** One turn of the wire, told to these events. */
    void turn(Events to, long timeoutMillis) throws IOException {
        events = to;
        wire.turn(this, timeoutMillis);
    }

    @Override
    public void frame(Connection connection, ByteBuffer in, int from, int to) {
        dialect.read(connection, in, from, to, wire, events);
    }

    @Override
    public void turnEnded() {
        events.turnEnded();
    }
}
