package io.keel.im.examples.bench.load;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One WebSocket of the load. Its fields belong to the wire and the dialect that it speaks. */
final class Connection {

    enum Stage {
        CONNECTING,
        UPGRADING,
        GREETING,
        READY,
        CLOSED
    }

    /** Its place among the connections of this client: 0, 1, 2 … */
    final int index;

    final SocketChannel channel;
    final long openedAt;
    Stage stage = Stage.CONNECTING;

    /** The beginning of a frame whose end has not come yet. */
    byte @Nullable [] rest;

    /** What the socket did not take at once. */
    @Nullable
    ByteBuffer unsent;

    /** Where the marker stood in the last frame of this kind: the next one has it there as well, as a rule. */
    int deliveryHint;

    int acknowledgementHint;

    Connection(int index, SocketChannel channel, long openedAt) {
        this.index = index;
        this.channel = channel;
        this.openedAt = openedAt;
    }
}
