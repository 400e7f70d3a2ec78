package io.keel.im.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.health.HealthReport.Phase;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.ProcessTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private Instant now = START;
    private boolean store = true;
    private final List<String> heard = new ArrayList<>();
    private final Health health = Health.of(
            () -> now,
            new ProcessTelemetry() {
                @Override
                public void healthy(String condition, boolean well) {
                    heard.add(condition + (well ? " is well" : " is not well"));
                }

                @Override
                public void ready(boolean ready) {
                    heard.add(ready ? "ready" : "not ready");
                }
            },
            Duration.ofMillis(50));

    @Test
    void isReadyFromServingUntilItDrainsForGood() {
        assertThat(health.report().reason()).isEqualTo("starting");
        health.serving();
        assertThat(health.ready()).isTrue();
        assertThat(health.report().reason()).isEmpty();

        health.draining();
        health.serving();

        assertThat(health.report()).isEqualTo(HealthReport.of(Phase.DRAINING));
        assertThat(health.report().reason()).isEqualTo("draining");
    }

    @Test
    void whatIsNeededAlwaysDecidesEachTime() {
        health.check("lanes", Need.ALWAYS, store()).serving();
        assertThat(health.ready()).isFalse();
        assertThat(look().reason()).isEmpty();

        store = false;
        assertThat(look().reason()).isEqualTo("lanes");
        store = true;
        assertThat(look().ready()).isTrue();
    }

    @Test
    void whatIsNeededToStartOnlyDegradesLater() {
        store = false;
        health.check("mysql", Need.TO_START, store()).serving();
        assertThat(look().ready()).isFalse();
        store = true;
        assertThat(look().ready()).isTrue();

        store = false;
        now = START.plusSeconds(9);
        HealthReport degraded = look();
        assertThat(degraded.ready()).isTrue();
        assertThat(degraded.checks())
                .containsExactly(new Check("mysql", Need.TO_START, false, "the store is away", START.plusSeconds(9)));
    }

    @Test
    void whatIsNeverNeededIsTold() {
        store = false;
        health.check("cache", Need.NEVER, store()).serving();

        assertThat(look().ready()).isTrue();
        assertThat(health.report().checks()).extracting(Check::up).containsExactly(false);
    }

    @Test
    void silentProbeIsDownAndNotAskedAgainBeforeItHasAnswered() {
        CompletableFuture<String> silent = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        health.check("kafka", Need.ALWAYS, () -> {
                    asked.incrementAndGet();
                    return silent;
                })
                .serving();

        health.look();
        await().until(() -> reason("kafka").equals("no answer within 50 ms"));
        health.look();
        assertThat(asked).hasValue(1);

        silent.complete("late");
        assertThat(look().ready()).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void failuresThatAreNotOursAreToldByTheirKindAlone() {
        health.check("thrown", Need.NEVER, () -> {
            throw new IllegalStateException("mysql://root:secret@10.0.0.1");
        });
        health.check("failed", Need.NEVER, () -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
        look();

        assertThat(health.report().checks())
                .extracting(Check::reason)
                .containsExactly("IllegalStateException", "IllegalStateException");
        assertThat(health.report().toJson()).doesNotContain("secret");
    }

    @Test
    void checkOfTheSameNameTakesThePlaceOfTheOneBefore() {
        CompletableFuture<String> old = new CompletableFuture<>();
        health.check("worker-id", Need.ALWAYS, () -> old);
        health.look();
        health.check("worker-id", Need.ALWAYS, Probe.of(() -> true, "lost")).serving();

        old.completeExceptionally(new ImException(ErrorCode.UNAVAILABLE, "of an earlier life"));

        assertThat(look().ready()).isTrue();
        assertThat(health.report().checks()).hasSize(1);
    }

    @Test
    void changesAreToldAndNothingElse() {
        List<String> told = new ArrayList<>();
        health.check("mysql", Need.ALWAYS, store());
        Watch watch = health.watch(report -> told.add(report.reason()));
        look();
        look();
        health.serving();
        look();
        store = false;
        look();
        look();
        watch.close();
        health.draining();

        assertThat(told).containsExactly("starting", "starting", "", "mysql");
    }

    @Test
    void telemetryHearsOfEachLookAndOfReadiness() {
        health.check("mysql", Need.TO_START, store()).serving();
        look();
        store = false;
        look();
        look();
        health.draining();

        assertThat(heard)
                .containsExactly(
                        "not ready", "mysql is well", "ready", "mysql is not well", "mysql is not well", "not ready");
    }

    @Test
    void reportIsJson() {
        store = false;
        health.check("mysql", Need.ALWAYS, store()).serving();
        assertThat(look().toJson())
                .isEqualTo("{\"status\":\"not ready\",\"reason\":\"mysql\",\"error\":{\"code\":\"UNAVAILABLE\","
                        + "\"message\":\"not ready: mysql\"},\"checks\":[{\"name\":\"mysql\",\"status\":\"DOWN\","
                        + "\"reason\":\"the store is away\",\"need\":\"ALWAYS\",\"since\":\"2030-01-01T00:00:00Z\"}]}");
        store = true;
        assertThat(look().toJson())
                .isEqualTo("{\"status\":\"ready\",\"checks\":[{\"name\":\"mysql\",\"status\":\"UP\","
                        + "\"need\":\"ALWAYS\",\"since\":\"2030-01-01T00:00:00Z\"}]}");
    }

    private Probe store() {
        return Probe.of(() -> store, "the store is away");
    }

    private HealthReport look() {
        health.look();
        return health.report();
    }

    private String reason(String name) {
        return health.report().checks().stream()
                .filter(check -> check.name().equals(name))
                .map(Check::reason)
                .findFirst()
                .orElseThrow();
    }
}
