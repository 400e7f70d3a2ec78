package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import java.nio.ByteBuffer;

/** Finds the load's own text in frames. */
final class Deliveries {

    /** Where the marker stood in the last frame: the next one has it there as well, as a rule. */
    private int hint;

    /** Reports the message in this frame, if there is one. */
    boolean read(Connection connection, ByteBuffer in, int from, int to, Events events) {
        int at = Marker.TEXT.find(in, from, to, hint);
        if (at < 0) {
            return false;
        }
        hint = at - Marker.LENGTH - from;
        int sender = (int) Numbers.read(in, at, Numbers.SENDER_WIDTH);
        events.delivered(connection, sender, Numbers.read(in, at + Numbers.SENDER_WIDTH, Numbers.WIDTH));
        return true;
    }
}
