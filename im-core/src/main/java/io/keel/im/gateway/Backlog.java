package io.keel.im.gateway;

import io.keel.im.group.GroupId;
import io.keel.im.spi.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to wait: frames that came in before the welcome or while the client does not read, and pushes that came before the welcome.
 * Bounded; a transport that honours {@code reading(false)} hands over little more. Used on one lane.
 */
final class Backlog {

    private static final int MAX_FRAMES = 4_096;
    private static final long MAX_BYTES = 512 << 10;
    private static final int MAX_HELD = 1_024;

    private final Deque<byte[]> frames = new ArrayDeque<>(0);
    private long bytes;
    private @Nullable List<Held> held = new ArrayList<>(0);
    private Set<GroupId> left = Set.of();

    private record Held(Payload payload, long inboxSeq) {}

    /** Takes a push that waits. */
    @FunctionalInterface
    interface Pusher {
        void push(Payload payload, long inboxSeq);
    }

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

    /** Holds a push back; false when there is no room. */
    boolean hold(Payload payload, long inboxSeq) {
        if (held == null || held.size() >= MAX_HELD) {
            return false;
        }
        held.add(new Held(payload, inboxSeq));
        return true;
    }

    /** Lets go of what was held back, for good. */
    void release(Pusher pusher) {
        List<Held> released = held == null ? List.of() : held;
        held = null;
        left = Set.of();
        released.forEach(each -> pusher.push(each.payload(), each.inboxSeq()));
    }

    /** Notes that the user has left a group while its groups were looked up. */
    void left(GroupId group) {
        if (held != null) {
            left = new HashSet<>(left);
            left.add(group);
        }
    }

    /** Notes that the user is a member again. */
    void rejoined(GroupId group) {
        if (left.contains(group)) {
            left.remove(group);
        }
    }

    boolean hasLeft(GroupId group) {
        return left.contains(group);
    }
}
