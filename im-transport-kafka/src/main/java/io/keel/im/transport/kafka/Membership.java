package io.keel.im.transport.kafka;

import io.keel.im.conversation.ConversationId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Whether this process may still speak for the conversations whose commands it handles.
 *
 * <p>A process that slept past its session may have been replaced while it slept, and cannot know it yet: from the moment it
 * wakes until the group has confirmed it, it tells nothing. What it was working on when it lost a partition is told by whoever
 * has the partition now. Safe for use by several threads.
 */
final class Membership {

    private final long sessionNanos;
    private final LongSupplier nanos;
    private final Map<ConversationId, Integer> lost = new HashMap<>();
    private volatile boolean anyLost;
    private volatile boolean confirmed = true;
    private volatile long lastSign;

    /**
     * Makes it.
     *
     * @param sessionNanos after how long without a sign the group may have given the partitions to others
     * @param nanos the monotonic clock
     */
    Membership(long sessionNanos, LongSupplier nanos) {
        this.sessionNanos = sessionNanos;
        this.nanos = nanos;
        this.lastSign = nanos.getAsLong();
    }

    /**
     * The consumer is alive; called again and again by its thread.
     *
     * @return whether the group knows it for sure
     */
    boolean sign() {
        long now = nanos.getAsLong();
        if (now - lastSign > sessionNanos) {
            confirmed = false;
        }
        lastSign = now;
        return confirmed;
    }

    /** The group has confirmed what this process holds, or has told it what it has lost. */
    void confirm() {
        confirmed = true;
    }

    /** Tells whether the group still counts on this process, as far as anybody can know. */
    boolean isCurrent() {
        return confirmed && nanos.getAsLong() - lastSign <= sessionNanos;
    }

    /** Tells whether what was said in a conversation may be told from here. */
    boolean mayTell(ConversationId conversation) {
        return isCurrent() && !(anyLost && isLost(conversation));
    }

    /**
     * A conversation with commands in hand is others' now.
     *
     * @param end when nothing is being done here any more about those commands
     */
    void lose(ConversationId conversation, CompletionStage<Void> end) {
        synchronized (this) {
            lost.merge(conversation, 1, Integer::sum);
            anyLost = true;
        }
        end.thenRun(() -> forget(conversation));
    }

    private synchronized void forget(ConversationId conversation) {
        lost.computeIfPresent(conversation, (name, count) -> count == 1 ? null : count - 1);
        anyLost = !lost.isEmpty();
    }

    private synchronized boolean isLost(ConversationId conversation) {
        return lost.containsKey(conversation);
    }
}
