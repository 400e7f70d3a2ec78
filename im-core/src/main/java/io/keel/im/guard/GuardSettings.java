package io.keel.im.guard;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When a {@link Guard} opens, for how long, and how many calls it lets be in flight.
 *
 * <pre>{@code
 * GuardSettings patient = GuardSettings.builder().failureRate(80).slowAfter(Duration.ofSeconds(2)).build();
 * }</pre>
 */
public final class GuardSettings {

    private final int failureRate;
    private final int slowRate;
    private final Duration slowAfter;
    private final Duration window;
    private final int minimumCalls;
    private final Duration firstPause;
    private final Duration longestPause;
    private final int probes;
    private final int maxCalls;

    private GuardSettings(Builder builder) {
        this.failureRate = builder.failureRate;
        this.slowRate = builder.slowRate;
        this.slowAfter = builder.slowAfter;
        this.window = builder.window;
        this.minimumCalls = builder.minimumCalls;
        this.firstPause = builder.firstPause;
        this.longestPause = builder.longestPause;
        this.probes = builder.probes;
        this.maxCalls = builder.maxCalls;
    }

    /** All defaults. */
    public static GuardSettings defaults() {
        return builder().build();
    }

    /**
     * For what one can well do without, such as a cache before its store: two calls of the last second are enough to judge by,
     * one failure in five is too many, and one probe a second finds out when it is back.
     */
    public static GuardSettings expendable() {
        return builder()
                .failureRate(20)
                .window(Duration.ofSeconds(1))
                .minimumCalls(2)
                .pause(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .probes(1)
                .build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.failureRate = failureRate;
        builder.slowRate = slowRate;
        builder.slowAfter = slowAfter;
        builder.window = window;
        builder.minimumCalls = minimumCalls;
        builder.firstPause = firstPause;
        builder.longestPause = longestPause;
        builder.probes = probes;
        builder.maxCalls = maxCalls;
        return builder;
    }

    /** A source of settings that may change: asks, each time, what becomes of these. */
    public Supplier<GuardSettings> tunedBy(UnaryOperator<GuardSettings> tuning) {
        return () -> tuning.apply(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GuardSettings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(
                failureRate, slowRate, slowAfter, window, minimumCalls, firstPause, longestPause, probes, maxCalls);
    }

    int failureRate() {
        return failureRate;
    }

    int slowRate() {
        return slowRate;
    }

    Duration slowAfter() {
        return slowAfter;
    }

    Duration window() {
        return window;
    }

    int minimumCalls() {
        return minimumCalls;
    }

    /** How long it stays open the n-th time in a row, from 1, in milliseconds. */
    long pauseMillis(int time) {
        double grown = firstPause.toMillis() * Math.pow(1.5, time - 1);
        return (long) Math.min(grown, longestPause.toMillis());
    }

    int probes() {
        return probes;
    }

    int maxCalls() {
        return maxCalls;
    }

    /** Says how a guard departs from the defaults; not safe for use by several threads. */
    public static final class Builder {

        private int failureRate = 50;
        private int slowRate = 90;
        private Duration slowAfter = Duration.ofSeconds(2);
        private Duration window = Duration.ofSeconds(5);
        private int minimumCalls = 10;
        private Duration firstPause = Duration.ofSeconds(1);
        private Duration longestPause = Duration.ofSeconds(2);
        private int probes = 3;
        private int maxCalls = Integer.MAX_VALUE;

        private Builder() {}

        /** Sets how many of the calls of the window may fail, in percent, 1 to 100; from so many on it opens. Default: 50. */
        public Builder failureRate(int percent) {
            this.failureRate = within("failureRate", percent, 1, 100);
            return this;
        }

        /** Sets how many of the calls of the window may be slow, in percent, 1 to 100; from so many on it opens. Default: 90. */
        public Builder slowRate(int percent) {
            this.slowRate = within("slowRate", percent, 1, 100);
            return this;
        }

        /** Sets what is slow: longer than this. Default: 2 s. */
        public Builder slowAfter(Duration time) {
            this.slowAfter = positive("slowAfter", time);
            return this;
        }

        /** Sets by the calls of how long ago it judges, in whole seconds. Default: 5 s. */
        public Builder window(Duration time) {
            if (time.toSeconds() < 1) {
                throw new IllegalArgumentException("window: " + time + " (expected: 1 s or more)");
            }
            this.window = time;
            return this;
        }

        /** Sets below how many calls in the window it does not judge. Default: 10. */
        public Builder minimumCalls(int calls) {
            this.minimumCalls = within("minimumCalls", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets for how long it refuses calls before it tries a few. Default: 1 s the first time, half as long again each time that
         * these fail, 2 s at most; so what is back is noticed within that.
         */
        public Builder pause(Duration first, Duration longest) {
            this.firstPause = positive("first", first);
            this.longestPause = positive("longest", longest);
            return this;
        }

        /** Sets how many calls it tries after a pause; by them it closes, or opens again. Default: 3. */
        public Builder probes(int calls) {
            this.probes = within("probes", calls, 1, 1_000);
            return this;
        }

        /** Sets how many calls may be in flight; those past it are refused. Default: as many as the adapter lets. */
        public Builder maxCalls(int calls) {
            this.maxCalls = within("maxCalls", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Makes the settings. */
        public GuardSettings build() {
            return new GuardSettings(this);
        }

        private static int within(String field, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(field + ": " + value + " (expected: " + least + ".." + most + ")");
            }
            return value;
        }

        private static Duration positive(String field, Duration value) {
            if (value.toMillis() < 1) {
                throw new IllegalArgumentException(field + ": " + value + " (expected: 1 ms or more)");
            }
            return value;
        }
    }
}
