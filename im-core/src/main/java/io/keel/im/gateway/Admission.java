package io.keel.im.gateway;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many clients are greeted at once, so that a herd of returning ones does not ask of the registry and the stores more than
 * they answer in time. Safe for use by several threads.
 */
final class Admission {

    private final AtomicInteger greeted = new AtomicInteger();

    /** Lets a client in if there is room; then {@link #leave} is called once. */
    boolean enter(int limit) {
        if (greeted.incrementAndGet() <= limit) {
            return true;
        }
        greeted.decrementAndGet();
        return false;
    }

    /** A client has been welcomed, or is gone. */
    void leave() {
        greeted.decrementAndGet();
    }

    boolean crowded(int limit) {
        return greeted.get() >= limit;
    }
}
