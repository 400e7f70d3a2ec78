package io.keel.im.telemetry;

import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.telemetry.CallTelemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** {@link Subject#CALLS}, but for the levels. */
final class CallMeters implements CallTelemetry {

    private final Named<OfDependency> dependencies;

    CallMeters(Meters meters) {
        this.dependencies = new Named<>(name -> new OfDependency(meters, name));
    }

    @Override
    public void dependsOn(String dependency) {
        dependencies.of(dependency);
    }

    @Override
    public void called(String dependency, CallOutcome outcome, long nanos) {
        dependencies.of(dependency).calls[outcome.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void breaker(String dependency, BreakerState state) {
        OfDependency known = dependencies.of(dependency);
        if (state == BreakerState.OPEN && known.breaker != BreakerState.OPEN) {
            known.opened.increment();
        }
        known.breaker = state;
    }

    @Override
    public void fellBack(String dependency) {
        dependencies.of(dependency).fallbacks.increment();
    }

    private static final class OfDependency {

        private final Timer[] calls = new Timer[CallOutcome.values().length];
        private final Counter opened;
        private final Counter fallbacks;
        private volatile BreakerState breaker = BreakerState.CLOSED;

        OfDependency(Meters meters, String name) {
            for (CallOutcome outcome : CallOutcome.values()) {
                calls[outcome.ordinal()] = meters.timer(Metric.CALL, name, outcome.name());
            }
            this.opened = meters.counter(Metric.BREAKER_OPENED, name);
            this.fallbacks = meters.counter(Metric.FALLBACK, name);
            meters.gauge(Metric.BREAKER, () -> level(breaker), name);
        }

        private static int level(BreakerState state) {
            return switch (state) {
                case CLOSED -> 0;
                case HALF_OPEN -> 1;
                case OPEN -> 2;
            };
        }
    }
}
