package io.keel.im.examples.wire;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One WebSocket. It belongs to the thread of its wire. */
public final class Connection {

    /** How far it has come. */
    public enum Stage {
        CONNECTING,
        UPGRADING,
        GREETING,
        READY,
        CLOSED
    }

    /** Its place among the connections of this client: 0, 1, 2 … */
    private final int index;

    final SocketChannel channel;
    private final long openedAt;
    private Stage stage = Stage.CONNECTING;

    /** The beginning of a frame whose end has not come yet. */
    byte @Nullable [] rest;

    /** What the socket did not take at once. */
    @Nullable
    ByteBuffer unsent;

    Connection(int index, SocketChannel channel, long openedAt) {
        this.index = index;
        this.channel = channel;
        this.openedAt = openedAt;
    }

    /** The number that it was opened with. */
    public int index() {
        return index;
    }

    /** When it was opened, by {@link System#nanoTime()}. */
    public long openedAt() {
        return openedAt;
    }

    /** How far it has come. */
    public Stage stage() {
        return stage;
    }

    void stage(Stage reached) {
        stage = reached;
    }

    /** Whether the socket has taken all that was sent: more would only be kept here. */
    public boolean writable() {
        return unsent == null;
    }

    /** The server has greeted it: from here on it is of use. */
    public void greeted() {
        if (stage != Stage.GREETING) {
            throw new TroubleException("connection " + index + " is greeted while " + stage);
        }
        stage = Stage.READY;
    }
}
