package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Target;
import java.nio.ByteBuffer;

/** Speaks {@code im.v1.protobuf}. */
final class KeelProtobufDialect implements Dialect {

    private final Deliveries deliveries = new Deliveries();

    private final KeelAccess access;
    private final int firstUser;

    KeelProtobufDialect(KeelAccess access) {
        this(access, 0);
    }

    /**
     * Makes it.
     *
     * @param firstUser the user of connection 0; those of the others follow
     */
    KeelProtobufDialect(KeelAccess access, int firstUser) {
        this.access = access;
        this.firstUser = firstUser;
    }

    @Override
    public String target(int index) {
        return access.target(KeelAccess.user(firstUser + index), "bench");
    }

    @Override
    public String subprotocol() {
        return "im.v1.protobuf";
    }

    @Override
    public boolean acknowledges() {
        return true;
    }

    @Override
    public SendTemplate toOne(int from, int to) {
        return template(from, Target.newBuilder().setUser(KeelAccess.user(firstUser + to)));
    }

    @Override
    public SendTemplate toRoom(int from, String room) {
        return template(from, Target.newBuilder().setGroup(room));
    }

    private static SendTemplate template(int from, Target.Builder target) {
        return SendTemplate.binary(ClientFrame.newBuilder()
                .setId(Marker.REQUEST + SendTemplate.NUMBER)
                .setSend(Send.newBuilder()
                        .setTo(target)
                        .setClientMsgId("m" + SendTemplate.NUMBER)
                        .setText(SendTemplate.text(from)))
                .build()
                .toByteArray());
    }

    /** Looks at the fields of the frame itself, in whatever order they come, and not into its body. */
    @Override
    public void read(Connection connection, ByteBuffer in, int from, int to, Wire wire, Events events) {
        int id = -1;
        int body = 0;
        int at = from;
        while (at < to) {
            long tag = varint(in, at);
            at += varintLength(in, at);
            int field = (int) (tag >>> 3);
            if ((tag & 7) == 0) {
                at += varintLength(in, at);
                continue;
            }
            int length = (int) varint(in, at);
            at += varintLength(in, at);
            if (field == ServerFrame.ID_FIELD_NUMBER) {
                id = at;
            } else {
                body = field;
            }
            at += length;
        }
        read(body, connection, in, from, to, id, events);
    }

    private void read(int body, Connection connection, ByteBuffer in, int from, int to, int id, Events events) {
        switch (body) {
            case ServerFrame.MESSAGE_FIELD_NUMBER -> deliveries.read(connection, in, from, to, events);
            case ServerFrame.SENT_FIELD_NUMBER ->
                events.acknowledged(connection, Numbers.read(in, id + Marker.LENGTH, Numbers.WIDTH));
            case ServerFrame.WELCOME_FIELD_NUMBER -> events.ready(connection);
            case ServerFrame.ERROR_FIELD_NUMBER,
                    ServerFrame.BEHIND_FIELD_NUMBER,
                    ServerFrame.KICKED_FIELD_NUMBER,
                    ServerFrame.GOAWAY_FIELD_NUMBER ->
                throw new TroubleException("the server says " + text(in, from, to));
            default -> {}
        }
    }

    private static long varint(ByteBuffer in, int at) {
        byte first = in.get(at);
        if (first >= 0) {
            return first;
        }
        long value = first & 0x7F;
        for (int shift = 7, next = at + 1; ; shift += 7, next++) {
            byte b = in.get(next);
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static int varintLength(ByteBuffer in, int at) {
        int length = 1;
        while (in.get(at + length - 1) < 0) {
            length++;
        }
        return length;
    }

    private static String text(ByteBuffer in, int from, int to) {
        try {
            return ServerFrame.parseFrom(in.slice(from, to - from)).toString();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            return "something that is no frame";
        }
    }
}
