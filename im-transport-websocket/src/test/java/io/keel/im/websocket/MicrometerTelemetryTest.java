package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {

    @Test
    void namesAreStable() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
        telemetry.connected();
        telemetry.connected();
        telemetry.disconnected();
        telemetry.refused(ErrorCode.RATE_LIMITED);
        telemetry.stored(7, TimeUnit.MILLISECONDS.toNanos(250));
        telemetry.pushed(3);
        telemetry.dropped(2);

        assertThat(registry.scrape())
                .contains("\nim_connections 1.0\n")
                .contains("\nim_connects_total 2.0\n")
                .contains("\nim_refused_total{code=\"RATE_LIMITED\"} 1.0\n")
                .contains("\nim_refused_total{code=\"INTERNAL\"} 0.0\n")
                .contains("\nim_stored_messages_total 7.0\n")
                .contains("\nim_store_batch_seconds_sum 0.25\n")
                .contains("\nim_store_batch_messages_sum 7.0\n")
                .contains("\nim_pushed_frames_total 3.0\n")
                .contains("\nim_dropped_frames_total 2.0\n");
    }
}
