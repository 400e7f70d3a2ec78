package io.keel.im.gateway;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The frames that have to wait, because they came in before the welcome or while the client does not read. Bounded; a transport that
 * honours {@code reading(false)} hands over little more. Used on one lane.
 */
final class Backlog {

    private static final int MAX_FRAMES = 4_096;
    private static final long MAX_BYTES = 512 << 10;

    /** Null until one has to wait. */
    private @Nullable Deque<byte[]> frames;

    private long bytes;

    boolean isEmpty() {
        return frames == null || frames.isEmpty();
    }

    /** Keeps a copy of a frame; false when there is no room. */
    boolean add(byte[] source, int offset, int length) {
        Deque<byte[]> waiting = frames == null ? new ArrayDeque<>() : frames;
        if (waiting.size() >= MAX_FRAMES || bytes + length > MAX_BYTES) {
            return false;
        }
        frames = waiting;
        waiting.add(Arrays.copyOfRange(source, offset, offset + length));
        bytes += length;
        return true;
    }

    /** Takes the oldest frame; null when there is none. */
    byte @Nullable [] poll() {
        byte[] frame = frames == null ? null : frames.poll();
        if (frame != null) {
            bytes -= frame.length;
        }
        return frame;
    }
}
