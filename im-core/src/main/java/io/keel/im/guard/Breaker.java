package io.keel.im.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import io.keel.im.spi.telemetry.BreakerState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The engine's state machine, with three things of ours.
 *
 * <p>It goes by the monotonic clock, so that a step of the wall clock keeps nothing open. A result counts only in the state in which
 * its call was let through: what hung in a frozen engine is no probe of the one that has woken. And changes of state are seen by
 * looking, after each step: whoever listens to the engine's events has it make one for every call.
 */
final class Breaker {

    /** What a failure was is told to the caller; the engine only counts. */
    private static final Throwable SILENCE = new ShedException("no answer");

    private final CircuitBreaker engine;
    private final AtomicReference<BreakerState> seen = new AtomicReference<>(BreakerState.CLOSED);
    private final Consumer<BreakerState> listener;

    /**
     * Makes it.
     *
     * @param listener hears of each change of state
     */
    Breaker(String name, GuardSettings settings, LongSupplier nanos, Consumer<BreakerState> listener) {
        this.engine = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .clock(new Monotonic(nanos))
                        .currentTimestampFunction(clock -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
                        .slidingWindow(
                                (int) settings.window().toSeconds(),
                                settings.minimumCalls(),
                                SlidingWindowType.TIME_BASED,
                                SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                        .failureRateThreshold(settings.failureRate())
                        .slowCallRateThreshold(settings.slowRate())
                        .slowCallDurationThreshold(settings.slowAfter())
                        .waitIntervalFunctionInOpenState(settings::pauseMillis)
                        .permittedNumberOfCallsInHalfOpenState(settings.probes())
                        .build());
        this.listener = listener;
    }

    BreakerState state() {
        return switch (engine.getState()) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    /** Asks whether a call may be made; whoever is let through tells how it went, or {@link #spare}s it. */
    boolean lets() {
        boolean let = engine.tryAcquirePermission();
        look();
        return let;
    }

    /** Names the state of now: each has figures of its own, but that one that has opened keeps those that opened it. */
    Object term() {
        return engine.getMetrics();
    }

    /** A call that was let through was not made. */
    void spare(Object term) {
        if (term == engine.getMetrics()) {
            engine.releasePermission();
        }
    }

    /** A call that was let through was answered. */
    void answered(Object term, long nanos) {
        if (term == engine.getMetrics()) {
            engine.onSuccess(nanos, TimeUnit.NANOSECONDS);
            look();
        }
    }

    /** A call that was let through failed. */
    void failed(Object term, long nanos) {
        if (term == engine.getMetrics()) {
            engine.onError(nanos, TimeUnit.NANOSECONDS, SILENCE);
            look();
        }
    }

    /** Somebody who did not ask was answered: an open one need not wait any longer to try. */
    void heard() {
        if (engine.getState() == CircuitBreaker.State.OPEN) {
            try {
                engine.transitionToHalfOpenState();
            } catch (IllegalStateTransitionException closedMeanwhile) {
                return;
            }
            look();
        }
    }

    private void look() {
        BreakerState now = state();
        BreakerState before = seen.get();
        while (now != before) {
            if (seen.compareAndSet(before, now)) {
                listener.accept(now);
                return;
            }
            now = state();
            before = seen.get();
        }
    }

    /** A clock that began when this was made. */
    private static final class Monotonic extends Clock {

        private final LongSupplier nanos;
        private final long start;

        Monotonic(LongSupplier nanos) {
            this.nanos = nanos;
            this.start = nanos.getAsLong();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(0, nanos.getAsLong() - start);
        }
    }
}
