package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Speaks socket.io 4 (engine.io 4) over a WebSocket from the start. */
final class SocketIoDialect implements Dialect {

    private final Deliveries deliveries = new Deliveries();

    @Override
    public String target(int index) {
        return "/socket.io/?EIO=4&transport=websocket&id=" + index;
    }

    @Override
    public @Nullable String subprotocol() {
        return null;
    }

    @Override
    public boolean acknowledges() {
        return false;
    }

    @Override
    public SendTemplate toOne(int from, int to) {
        return SendTemplate.text("42[\"one\",\"" + String.format("%05d", to) + SendTemplate.text(from) + "\"]");
    }

    @Override
    public SendTemplate toRoom(int from, String room) {
        return SendTemplate.text("42[\"all\",\"" + SendTemplate.text(from) + "\"]");
    }

    @Override
    public void read(Connection connection, ByteBuffer in, int from, int to, Wire wire, Events events) {
        byte engine = in.get(from);
        byte socket = from + 1 < to ? in.get(from + 1) : 0;
        if (engine == '0') {
            wire.sendText(connection, "40");
        } else if (engine == '2') {
            wire.sendText(connection, "3");
        } else if (engine == '4' && socket == '0') {
            events.ready(connection);
        } else {
            deliveries.read(connection, in, from, to, events);
        }
    }
}
