package io.keel.im.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopTimer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Registers what the catalogue has, under its names; what is of a subject that is not kept is kept nowhere. */
final class Meters {

    /** The bounds of a timer's histogram, the same for all, so that they can be added up and compared. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Set<Subject> subjects;

    Meters(MeterRegistry registry, Set<Subject> subjects) {
        this.registry = registry;
        this.subjects = Set.copyOf(subjects);
    }

    Counter counter(Metric metric, String... values) {
        if (!subjects.contains(metric.subject())) {
            return new NoopCounter(id(metric, values, Meter.Type.COUNTER));
        }
        return Counter.builder(metric.id())
                .description(metric.description())
                .tags(tags(metric, values))
                .register(registry);
    }

    Timer timer(Metric metric, String... values) {
        if (!subjects.contains(metric.subject())) {
            return new NoopTimer(id(metric, values, Meter.Type.TIMER));
        }
        return Timer.builder(metric.id())
                .description(metric.description())
                .tags(tags(metric, values))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    DistributionSummary summary(Metric metric, String... values) {
        if (!subjects.contains(metric.subject())) {
            return new NoopDistributionSummary(id(metric, values, Meter.Type.DISTRIBUTION_SUMMARY));
        }
        return DistributionSummary.builder(metric.id())
                .description(metric.description())
                .tags(tags(metric, values))
                .register(registry);
    }

    void gauge(Metric metric, Supplier<Number> level, String... values) {
        if (subjects.contains(metric.subject())) {
            Gauge.builder(metric.id(), level)
                    .description(metric.description())
                    .tags(tags(metric, values))
                    .register(registry);
        }
    }

    private static Meter.Id id(Metric metric, String[] values, Meter.Type type) {
        return new Meter.Id(metric.id(), tags(metric, values), null, metric.description(), type);
    }

    private static Tags tags(Metric metric, String[] values) {
        if (values.length != metric.tags().size()) {
            throw new IllegalArgumentException(
                    metric + ": " + values.length + " values (expected: of " + metric.tags() + ")");
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(metric.tags().get(i), values[i]);
        }
        return tags;
    }
}
