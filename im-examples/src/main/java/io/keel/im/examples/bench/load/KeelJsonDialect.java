package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Speaks {@code im.v1.json}. */
final class KeelJsonDialect implements Dialect {

    private final Deliveries deliveries = new Deliveries();

    private static final long SENT_FOLLOWS =
            ByteBuffer.wrap("\",\"sent\"".getBytes(StandardCharsets.US_ASCII)).getLong();

    private final KeelAccess access;
    private int acknowledgementHint;

    KeelJsonDialect(KeelAccess access) {
        this.access = access;
    }

    @Override
    public String target(int index) {
        return access.target(KeelAccess.user(index), "bench");
    }

    @Override
    public String subprotocol() {
        return "im.v1.json";
    }

    @Override
    public boolean acknowledges() {
        return true;
    }

    @Override
    public SendTemplate toOne(int from, int to) {
        return template(from, "\"user\":\"" + KeelAccess.user(to) + "\"");
    }

    @Override
    public SendTemplate toRoom(int from, String room) {
        return template(from, "\"group\":\"" + room + "\"");
    }

    private static SendTemplate template(int from, String target) {
        return SendTemplate.text("{\"id\":\"" + Marker.REQUEST + SendTemplate.NUMBER + "\",\"send\":{\"to\":{" + target
                + "},\"clientMsgId\":\"m" + SendTemplate.NUMBER + "\",\"text\":\"" + SendTemplate.text(from) + "\"}}");
    }

    @Override
    public void read(Connection connection, ByteBuffer in, int from, int to, Wire wire, Events events) {
        if (deliveries.read(connection, in, from, to, events)) {
            return;
        }
        int at = Marker.REQUEST.find(in, from, to, acknowledgementHint);
        if (at >= 0) {
            acknowledgementHint = at - Marker.LENGTH - from;
            int end = at + Numbers.WIDTH;
            if ((end + Long.BYTES <= to && in.getLong(end) == SENT_FOLLOWS)
                    || text(in, from, to).contains("\"sent\":")) {
                events.acknowledged(connection, Numbers.read(in, at, Numbers.WIDTH));
                return;
            }
        }
        readRare(connection, text(in, from, to), events);
    }

    private static void readRare(Connection connection, String frame, Events events) {
        if (frame.contains("\"welcome\":")) {
            events.ready(connection);
        } else if (frame.contains("\"error\":")
                || frame.contains("\"behind\":")
                || frame.contains("\"kicked\":")
                || frame.contains("\"goAway\":")) {
            throw new TroubleException("the server says " + frame);
        }
    }

    private static String text(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
