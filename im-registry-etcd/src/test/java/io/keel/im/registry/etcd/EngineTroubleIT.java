package io.keel.im.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.Locks;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.WorkerIds;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.testkit.engine.EtcdEngine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An etcd that is killed, frozen, or away for longer than a lease. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineTroubleIT {

    private static final ServiceInstance A = new ServiceInstance("logic", "a", "127.0.0.1:1", Map.of());
    private static final ServiceInstance B = new ServiceInstance("logic", "b", "127.0.0.1:2", Map.of());

    private EtcdEngine engine;
    private Etcd etcd;
    private ServiceRegistry services;
    private ServiceRegistry.Registration registration;
    private WorkerIds.Lease worker;
    private Locks locks;
    private Locks.Lease lock;
    private final AtomicReference<Set<ServiceInstance>> seen = new AtomicReference<>(Set.of());
    private final AtomicInteger lapses = new AtomicInteger();

    @BeforeAll
    void launch() {
        engine = EtcdEngine.launch();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @BeforeEach
    void open() {
        lapses.set(0);
        etcd = new Etcd(engine);
        EtcdConnection process =
                etcd.process(etcd.settings().lease(Duration.ofSeconds(4)).deadline(Duration.ofSeconds(1)));
        services = EtcdServiceRegistry.over(process);
        registration = answer(services.register(A, lapses::incrementAndGet));
        EtcdServiceRegistry.over(etcd.process()).watch("logic", seen::set);
        worker = answer(EtcdWorkerIds.over(process, 1).lease(InstantSource.system()));
        locks = EtcdLocks.over(process);
        lock = answer(locks.tryLock("leader", Duration.ofSeconds(4))).orElseThrow();
        awaitSeen(A);
    }

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void watchesAndLeasesOutliveARestart() {
        engine.kill();
        engine.restart();

        answer(services.register(B));
        awaitSeen(A, B);
        assertThat(registration.current()).isTrue();
        assertThat(worker.held()).isTrue();
        worker.ids().next();
        assertThat(lock.held()).isTrue();
        // Until after the end that the leases had when it was killed.
        await().pollDelay(Duration.ofSeconds(4)).until(() -> registration.current() && worker.held() && lock.held());
        assertThat(lapses).hasValue(0);
        assertThat(worker.lost().toCompletableFuture()).isNotDone();
    }

    @Test
    void outageLongerThanTheLeaseFencesAndHealsByItself() {
        long last = worker.ids().next();
        engine.kill();

        await().atMost(5, TimeUnit.SECONDS).until(() -> !worker.held() && !lock.held() && !registration.current());
        assertThatThrownBy(() -> worker.ids().next()).isInstanceOf(ImException.class);
        answer(lock.lost());
        assertUnavailable(locks.tryLock("other", Duration.ofSeconds(4)));
        assertThat(seen.get()).as("what was known last").containsExactly(A);
        engine.restart();

        await().atMost(15, TimeUnit.SECONDS).until(registration::current);
        answer(services.register(B));
        awaitSeen(A, B);
        await().atMost(15, TimeUnit.SECONDS)
                .until(() ->
                        worker.held() || worker.lost().toCompletableFuture().isDone());
        if (worker.held()) {
            assertThat(worker.ids().next()).isGreaterThan(last);
        }
        await().atMost(15, TimeUnit.SECONDS)
                .until(() ->
                        answer(locks.tryLock("leader", Duration.ofSeconds(4))).isPresent());
        assertThat(lock.held()).isFalse();
    }

    @Test
    void frozenEngineIsNotWaitedForAndFencesInTime() {
        engine.pause();
        long frozen = System.nanoTime();

        assertUnavailable(locks.tryLock("other", Duration.ofSeconds(4)));
        assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(3));
        await().atMost(5, TimeUnit.SECONDS).until(() -> !worker.held() && !lock.held());
        assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(4));
        assertThatThrownBy(() -> worker.ids().next()).isInstanceOf(ImException.class);
        engine.resume();

        await().atMost(15, TimeUnit.SECONDS).until(registration::current);
        awaitSeen(A);
        answer(services.register(B));
        awaitSeen(A, B);
    }

    @Test
    void callsAreRefusedAtOnceWhileLeasesAreKept() {
        EtcdConnection process =
                etcd.process(etcd.settings().lease(Duration.ofSeconds(8)).deadline(Duration.ofMillis(300)));
        WorkerIds.Lease kept = answer(EtcdWorkerIds.over(process, 8).lease(InstantSource.system()));
        EtcdConfigSource configuration = EtcdConfigSource.over(process);
        answer(configuration.snapshot());
        engine.pause();

        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            List<CompletionStage<?>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(configuration.snapshot());
            }
            calls.forEach(EngineTroubleIT::assertUnavailable);
            return process.breaker() == BreakerState.OPEN;
        });
        assertThat(configuration.snapshot().toCompletableFuture())
                .as("fails at once")
                .isCompletedExceptionally();
        engine.resume();

        // The first renewal that is answered has the rest tried again.
        await().atMost(10, TimeUnit.SECONDS).until(() -> process.breaker() != BreakerState.OPEN);
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            configuration.snapshot();
            return process.breaker() == BreakerState.CLOSED;
        });
        assertThat(kept.held()).isTrue();
    }

    private void awaitSeen(ServiceInstance... expected) {
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(seen.get()).containsExactlyInAnyOrder(expected));
    }

    private static void assertUnavailable(CompletionStage<?> stage) {
        assertThatThrownBy(() -> answer(stage))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ImException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
