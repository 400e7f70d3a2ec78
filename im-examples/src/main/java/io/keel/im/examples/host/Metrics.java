package io.keel.im.examples.host;

import io.keel.im.spi.Telemetry;
import io.keel.im.telemetry.MicrometerTelemetry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The registry behind {@code /metrics}: the chat's own figures and those of the JVM. */
public final class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Telemetry telemetry;

    /** Makes the registry, with the figures of this JVM and those of a role. */
    public Metrics(RoleFigures role) {
        this.telemetry = MicrometerTelemetry.of(registry, role.subjects());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** Hears what happens in the chat. */
    public Telemetry telemetry() {
        return telemetry;
    }

    /** All figures, in the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }
}
