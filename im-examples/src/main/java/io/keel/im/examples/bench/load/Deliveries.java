package io.keel.im.examples.bench.load;

import java.nio.ByteBuffer;

/** Finds the load's own text in a frame. */
final class Deliveries {

    private Deliveries() {}

    /** Reports the message in this frame, if there is one. */
    static boolean read(Connection connection, ByteBuffer in, int from, int to, Events events) {
        int at = Marker.TEXT.find(in, from, to, connection.deliveryHint);
        if (at < 0) {
            return false;
        }
        connection.deliveryHint = at - Marker.LENGTH - from;
        int sender = (int) Numbers.read(in, at, Numbers.SENDER_WIDTH);
        events.delivered(connection, sender, Numbers.read(in, at + Numbers.SENDER_WIDTH, Numbers.WIDTH));
        return true;
    }
}
