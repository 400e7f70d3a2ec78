package io.keel.im.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames that had been decoded already when reading was turned off, in order: no more than one read of the socket brings.
 * Netty's own handler for this would pass every frame through a queue.
 */
final class HeldFrames {

    private @Nullable Queue<WebSocketFrame> frames;
    private boolean reading = true;

    /** Turns reading on or off; tells whether there is something to {@link #take}. */
    boolean reading(boolean on) {
        reading = on;
        return on && frames != null;
    }

    /** Keeps a frame if it must wait; tells whether it must. */
    boolean hold(WebSocketFrame frame) {
        if (reading && frames == null) {
            return false;
        }
        frames = frames == null ? new ArrayDeque<>() : frames;
        return frames.add(frame);
    }

    /** Hands on what has waited, until reading is turned off again. */
    void take(Consumer<WebSocketFrame> taker) {
        while (reading && frames != null) {
            WebSocketFrame next = frames.poll();
            if (next == null) {
                frames = null;
            } else {
                taker.accept(next);
            }
        }
    }

    /** Drops what waits. */
    void release() {
        reading = false;
        if (frames != null) {
            frames.forEach(WebSocketFrame::release);
            frames.clear();
        }
    }
}
