package io.keel.im.examples.role;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one that answers, or another; one that has failed is left alone for a second, so that not every call waits for it. */
final class Fallback {

    private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);
    private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

    private final String what;
    private final LongSupplier nanos;
    private final long start;
    /** Until when the first is left alone, since the start. */
    private final AtomicLong resting = new AtomicLong();

    Fallback(String what, LongSupplier nanos) {
        this.what = what;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> first, Supplier<CompletionStage<T>> other) {
        if (now() < resting.get()) {
            return other.get();
        }
        return first.get().exceptionallyCompose(failure -> {
            if (now() >= resting.get()) {
                LOG.warn("{}: asked of the store, for the data-proxy failed: {}", what, failure.toString());
            }
            resting.set(now() + REST_NANOS);
            return other.get();
        });
    }

    private long now() {
        return nanos.getAsLong() - start;
    }
}
