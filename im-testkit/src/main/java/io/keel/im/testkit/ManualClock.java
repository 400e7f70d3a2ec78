package io.keel.im.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is told to move, back as well as forward.
 *
 * <pre>{@code
 * ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
 * clock.advance(Duration.ofMinutes(3));
 * clock.stepBack(Duration.ofSeconds(5)); // what an NTP correction does
 * }</pre>
 *
 * <p>Beside the wall clock it keeps a monotonic reading, {@link #nanoTime()}, which {@link #stepBack} and {@link #set} leave
 * alone, as they leave {@link System#nanoTime()} alone on a real machine. The resolution is one nanosecond; the range is
 * 292 years around the epoch. Safe for use by several threads.
 */
public final class ManualClock implements InstantSource {
    private final AtomicLong wallNanos;
    private final AtomicLong monotonicNanos = new AtomicLong();

    private ManualClock(Instant start) {
        this.wallNanos = new AtomicLong(nanosOf(start));
    }

    /** Makes a clock that stands at {@code start}. */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    /** Makes a clock that stands at the first of January 2026, 00:00 UTC. */
    public static ManualClock standing() {
        return at(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Override
    public Instant instant() {
        long nanos = wallNanos.get();
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** Returns the wall clock in milliseconds since the epoch. */
    @Override
    public long millis() {
        return Math.floorDiv(wallNanos.get(), 1_000_000L);
    }

    /** Returns nanoseconds since this clock was made; never goes back. */
    public long nanoTime() {
        return monotonicNanos.get();
    }

    /**
     * Lets time pass, for both readings.
     *
     * @throws IllegalArgumentException if {@code time} is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time: " + time + " (expected: not negative; see stepBack)");
        }
        monotonicNanos.addAndGet(time.toNanos());
        wallNanos.addAndGet(time.toNanos());
    }

    /**
     * Sets the wall clock back, as an administrator or NTP does; no time passes.
     *
     * @throws IllegalArgumentException if {@code step} is negative
     */
    public void stepBack(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step: " + step + " (expected: not negative)");
        }
        wallNanos.addAndGet(-step.toNanos());
    }

    /** Sets the wall clock to any instant; no time passes. */
    public void set(Instant instant) {
        wallNanos.set(nanosOf(instant));
    }

    @Override
    public String toString() {
        return "ManualClock[" + instant() + "]";
    }

    private static long nanosOf(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
