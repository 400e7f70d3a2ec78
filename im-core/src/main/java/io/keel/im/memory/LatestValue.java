package io.keel.im.memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands values to a listener, one at a time, on the threads that bring them; of values that come while it is busy only the
 * last one reaches it. So whoever changes state calls {@link #offer} under its lock and {@link #drain} after it.
 */
final class LatestValue<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LatestValue.class);

    private final Consumer<T> listener;
    private final AtomicReference<@Nullable T> next = new AtomicReference<>();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile boolean ended;

    LatestValue(Consumer<T> listener) {
        this.listener = listener;
    }

    void offer(T value) {
        next.set(value);
    }

    void end() {
        ended = true;
    }

    void drain() {
        if (drains.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            T value = next.getAndSet(null);
            if (value != null && !ended) {
                tell(value);
            }
            seen = drains.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(T value) {
        try {
            listener.accept(value);
        } catch (RuntimeException e) {
            LOG.error("a listener failed", e);
        }
    }
}
