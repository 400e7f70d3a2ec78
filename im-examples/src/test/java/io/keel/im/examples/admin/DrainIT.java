package io.keel.im.examples.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.examples.CommandRun;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.registry.etcd.EtcdServiceRegistry;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry.Registration;
import io.keel.im.testkit.engine.EtcdEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whom {@code admin drain} tells to leave, over an etcd in which two processes share a name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrainIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<String, Registration> shown = new ConcurrentHashMap<>();
    private EtcdEngine engine;
    private EtcdConnection etcd;
    private EtcdServiceRegistry services;

    @BeforeAll
    void start() {
        engine = EtcdEngine.launch();
        etcd = EtcdConnection.open(engine.address());
        services = EtcdServiceRegistry.over(etcd);
        services.watch("drain", asked -> asked.stream().map(ServiceInstance::id).forEach(this::leave));
    }

    @AfterAll
    void stop() {
        services.close();
        etcd.close();
        engine.close();
    }

    /** As a process does that is asked to. */
    private void leave(String id) {
        told.add(id);
        Registration registration = shown.remove(id);
        if (registration != null) {
            registration.close();
        }
    }

    private void show(String id, String name) {
        Registration registration = services.register(
                        new ServiceInstance("logic", id, "127.0.0.1:1", Map.of("name", name)))
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        shown.put(id, registration);
    }

    private CommandRun drain(String name) {
        return CommandRun.of("admin", "drain", name, "--etcd", engine.address());
    }

    @Test
    void nameThatSeveralShareIsRefusedAndOneOfThemLeavesByItsInstance() {
        show("logic-1", "logic");
        show("logic-2", "logic");

        CommandRun shared = drain("logic");

        assertThat(shared.exit()).isEqualTo(1);
        assertThat(shared.out()).isEmpty();
        assertThat(shared.err().lines()).containsExactly("logic: there are several, name one of logic-1, logic-2");
        assertThat(told).isEmpty();

        CommandRun one = drain("logic-1");

        assertThat(one.exit()).as(one.err()).isZero();
        assertThat(one.out()).contains("logic-1").doesNotContain("logic-2");
        assertThat(told).containsExactly("logic-1");
        assertThat(shown).containsOnlyKeys("logic-2");

        CommandRun left = drain("logic");

        assertThat(left.exit()).as(left.err()).isZero();
        assertThat(told).containsExactlyInAnyOrder("logic-1", "logic-2");
    }

    @Test
    void nameThatNobodyHasIsSaidToBeUnknown() {
        CommandRun run = drain("nobody");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("nobody: not in the registry");
    }
}
