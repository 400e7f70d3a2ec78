package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Speaks to the relay. */
final class RelayDialect implements Dialect {

    private final Deliveries deliveries = new Deliveries();

    private final boolean acknowledges;

    RelayDialect(boolean acknowledges) {
        this.acknowledges = acknowledges;
    }

    @Override
    public String target(int index) {
        return "/ws?id=" + index;
    }

    @Override
    public @Nullable String subprotocol() {
        return null;
    }

    @Override
    public boolean acknowledges() {
        return acknowledges;
    }

    @Override
    public SendTemplate toOne(int from, int to) {
        return template('D', from, to);
    }

    @Override
    public SendTemplate toRoom(int from, String room) {
        return template('R', from, 0);
    }

    private static SendTemplate template(char kind, int from, int to) {
        String frame = kind + String.format("%05d", to) + SendTemplate.NUMBER + SendTemplate.text(from);
        return SendTemplate.binary(frame.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void read(Connection connection, ByteBuffer in, int from, int to, Wire wire, Events events) {
        switch (in.get(from)) {
            case 'A' -> events.acknowledged(connection, Numbers.read(in, from + 1, Numbers.WIDTH));
            case 'W' -> events.ready(connection);
            default -> deliveries.read(connection, in, from, to, events);
        }
    }
}
