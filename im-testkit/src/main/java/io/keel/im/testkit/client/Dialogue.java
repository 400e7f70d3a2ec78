package io.keel.im.testkit.client;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sorts what comes: replies by the id of their request, pushes in order. Waiting keeps the wire turning. */
final class Dialogue implements ClientWire.Receiver {
    private final FrameObserver observer;
    private final Duration patience;
    private final String name;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ServerFrame> replies = new HashMap<>();
    private final Deque<ServerFrame> pushes = new ArrayDeque<>();
    private @Nullable ServerFrame welcome;
    private @Nullable Closed closed;
    private @Nullable Exception broken;
    private @Nullable ClientWire wire;
    private long lastId;

    Dialogue(String name, FrameObserver observer, Duration patience) {
        this.name = name;
        this.observer = observer;
        this.patience = patience;
    }

    void over(ClientWire opened) {
        wire = opened;
    }

    ClientWire wire() {
        if (wire == null) {
            throw new IllegalStateException("not connected");
        }
        return wire;
    }

    String freshId() {
        return Long.toString(++lastId);
    }

    void announce(ClientFrame frame) {
        observer.sending(frame);
    }

    ServerFrame reply(String id) {
        return await("a reply to " + id, () -> replies.remove(id));
    }

    ServerFrame welcome() {
        return await("welcome", () -> welcome);
    }

    ServerFrame push() {
        return await("a push", pushes::poll);
    }

    Closed close() {
        return await("a close", () -> closed);
    }

    /** Returns the pushes that have come and were not asked for yet, after all that is under way has arrived. */
    Deque<ServerFrame> pending() {
        try {
            wire().settle();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        lock.lock();
        try {
            Deque<ServerFrame> pending = new ArrayDeque<>(pushes);
            pushes.clear();
            return pending;
        } finally {
            lock.unlock();
        }
    }

    /** Throws away the pushes that have come and were not asked for. */
    void forget() {
        lock.lock();
        try {
            pushes.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void received(ServerFrame frame) {
        observer.received(frame);
        lock.lock();
        try {
            if (frame.hasWelcome()) {
                welcome = frame;
            } else if (frame.hasId()) {
                replies.put(frame.getId(), frame);
            } else {
                pushes.add(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closed(int code, String reason) {
        observer.closed();
        lock.lock();
        try {
            if (closed == null) {
                closed = new Closed(code, reason);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void broken(Exception cause) {
        lock.lock();
        try {
            broken = cause;
        } finally {
            lock.unlock();
        }
    }

    private <T> T await(String what, Supplier<@Nullable T> source) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            T found = take(source);
            if (found != null) {
                return found;
            }
            long left = end - System.nanoTime();
            if (left <= 0 || isClosed()) {
                // What came between the look and the close counts.
                found = take(source);
                if (found != null) {
                    return found;
                }
                throw new AssertionError(name + " waited for " + what + " in vain: " + state());
            }
            try {
                // Short turns: another thread may run the lane and bring what is waited for.
                wire().turn(Duration.ofNanos(Math.min(left, 50_000_000L)));
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private <T> @Nullable T take(Supplier<@Nullable T> source) {
        lock.lock();
        try {
            if (broken != null) {
                throw new AssertionError(name + " received what is no frame", broken);
            }
            return source.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed != null;
        } finally {
            lock.unlock();
        }
    }

    private String state() {
        lock.lock();
        try {
            return (closed == null ? "still open" : closed.toString()) + ", other replies " + replies.keySet()
                    + ", pushes waiting " + pushes;
        } finally {
            lock.unlock();
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting", e);
    }
}
