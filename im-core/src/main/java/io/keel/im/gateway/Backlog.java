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

    private final Deque<byte[]> frames = new ArrayDeque<>(0);
    private long bytes;

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Keeps a copy of a frame; false when there is no room. */
    boolean add(byte[] source, int offset, int length) {
        if (frames.size() >= MAX_FRAMES || bytes + length > MAX_BYTES) {
            return false;
        }
        frames.add(Arrays.copyOfRange(source, offset, offset + length));
        bytes += length;
        return true;
    }

    /** Takes the oldest frame; null when there is none. */
    byte @Nullable [] poll() {
        byte[] frame = frames.poll();
        if (frame != null) {
            bytes -= frame.length;
        }
        return frame;
    }
}
