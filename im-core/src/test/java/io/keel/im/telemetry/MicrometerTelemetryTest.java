package io.keel.im.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.telemetry.Gauge;
import io.keel.im.spi.telemetry.LeaseState;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.spi.telemetry.TurnedAway;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerTelemetry telemetry = MicrometerTelemetry.of(registry);

    @Test
    void namesAreStable() {
        telemetry.connected();
        telemetry.connected();
        telemetry.disconnected();
        telemetry.refused(ErrorCode.RATE_LIMITED);
        telemetry.stored(7, TimeUnit.MILLISECONDS.toNanos(250));
        telemetry.pushed(3);
        telemetry.dropped(2);
        telemetry.delivered(40);
        telemetry.told(2, 3, 5);
        telemetry.queried(null, 1);
        telemetry.configuration(12, 1);

        assertThat(registry.scrape())
                .contains("\nim_connections 1.0\n")
                .contains("\nim_connects_total 2.0\n")
                .contains("\nim_refused_total{code=\"RATE_LIMITED\"} 1.0\n")
                .contains("\nim_refused_total{code=\"INTERNAL\"} 0.0\n")
                .contains("\nim_stored_messages_total 7.0\n")
                .contains("\nim_store_batch_seconds_sum 0.25\n")
                .contains("\nim_store_batch_messages_sum 7.0\n")
                .contains("\nim_pushed_frames_total 3.0\n")
                .contains("\nim_dropped_frames_total 2.0\n")
                .contains("\nim_delivery_seconds_bucket{le=\"0.05\"} 1\n")
                .contains("\nim_told_receivers_total 5.0\n")
                .contains("\nim_query_seconds_count{code=\"OK\"} 1\n")
                .contains("\nim_configuration_revision 12.0\n")
                .contains("\nim_worker_id -1.0\n");
    }

    @Test
    void everyNameIsThereBeforeAnythingHappens() {
        telemetry.dependsOn("redis");
        telemetry.lease("worker", LeaseState.HELD);
        telemetry.healthy("redis", true);
        telemetry.hasJob("audit");
        telemetry.hasDuty("archive");
        for (Gauge gauge : Gauge.values()) {
            telemetry.gauge(gauge, "one", () -> 1);
        }
        String scraped = registry.scrape();
        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(scraped).contains("# TYPE " + metric.prometheusName() + " "));
    }

    @Test
    void aSubjectThatIsNotKeptLeavesNothing() {
        PrometheusMeterRegistry other = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerTelemetry some = MicrometerTelemetry.of(other, EnumSet.of(Subject.CALLS));
        some.connected();
        some.stored(1, 1);
        some.called("redis", CallOutcome.OK, 1);
        assertThat(other.scrape()).contains("im_call_seconds").doesNotContain("im_connect", "im_store");
    }

    @Test
    void levelsOfOneNameAreAddedUp() {
        Watch first = telemetry.gauge(Gauge.QUEUE, "deliveries", () -> 3);
        telemetry.gauge(Gauge.QUEUE, "deliveries", () -> 4);
        assertThat(registry.scrape()).contains("\nim_queue_entries{queue=\"deliveries\"} 7.0\n");
        first.close();
        assertThat(registry.scrape()).contains("\nim_queue_entries{queue=\"deliveries\"} 4.0\n");
    }

    @Test
    void openingsOfABreakerAreCounted() {
        telemetry.breaker("mysql", BreakerState.CLOSED);
        telemetry.breaker("mysql", BreakerState.OPEN);
        telemetry.breaker("mysql", BreakerState.HALF_OPEN);
        telemetry.breaker("mysql", BreakerState.OPEN);
        assertThat(registry.scrape())
                .contains("\nim_breaker_opened_total{dependency=\"mysql\"} 2.0\n")
                .contains("\nim_breaker_state{dependency=\"mysql\"} 2.0\n");
    }

    @Test
    void whatIsRefusedByALimitIsCountedByTheLimit() {
        for (Limit limit : Limit.values()) {
            assertThat(registry.scrape()).contains("\nim_limited_total{limit=\"" + limit + "\"} 0.0\n");
            telemetry.limited(limit);
            assertThat(registry.scrape()).contains("\nim_limited_total{limit=\"" + limit + "\"} 1.0\n");
        }
        for (TurnedAway reason : TurnedAway.values()) {
            telemetry.turnedAway(reason);
            assertThat(registry.scrape()).contains("\nim_turned_away_total{reason=\"" + reason + "\"} 1.0\n");
        }
    }

    @Test
    void namesWithoutEndFillNoMemory() {
        for (int i = 0; i < 10_000; i++) {
            telemetry.fellBack("dependency-" + i);
        }
        assertThat(registry.scrape().lines().filter(line -> line.startsWith("im_fallbacks_total")))
                .hasSizeLessThan(110)
                .anyMatch(line -> line.contains("\"other\""));
    }
}
