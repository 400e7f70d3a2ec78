package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link ServiceRegistry} promises. */
@DisplayName("A service registry")
public abstract class ServiceRegistryTck extends PortTck {
    private static final ServiceInstance A = instance("logic", "logic-a");
    private static final ServiceInstance B = instance("logic", "logic-b");

    private @Nullable ServiceRegistry registry;
    private @Nullable ServiceRegistry watchers;

    /**
     * Opens the port over fresh state.
     *
     * @return two views of it, as two processes have them; may be the same object
     */
    protected abstract List<ServiceRegistry> newRegistries() throws Exception;

    /** Lets the lease of an instance run out, behind its back. */
    protected abstract void lapse(ServiceInstance instance) throws Exception;

    @BeforeEach
    final void openRegistries() throws Exception {
        List<ServiceRegistry> views = newRegistries();
        registry = views.get(0);
        watchers = views.get(1);
    }

    private ServiceRegistry registry() {
        return Objects.requireNonNull(registry, "no test is running");
    }

    private ServiceRegistry watchers() {
        return Objects.requireNonNull(watchers, "no test is running");
    }

    private static ServiceInstance instance(String service, String id) {
        return new ServiceInstance(
                service, id, "127.0.0.1:9090", Map.of("url", "http://127.0.0.1:8080/?a=\"b\"", "name", "接口"));
    }

    private ServiceRegistry.Registration registered(ServiceInstance instance) {
        return await(registry().register(instance));
    }

    /** The sets that a watcher was told, in order. */
    private List<Set<ServiceInstance>> watched(String service) {
        List<Set<ServiceInstance>> told = new CopyOnWriteArrayList<>();
        watchers().watch(service, told::add);
        return told;
    }

    private void untilLast(List<Set<ServiceInstance>> told, ServiceInstance... expected) {
        Awaitility.await().atMost(patience()).untilAsserted(() -> {
            assertThat(told).isNotEmpty();
            assertThat(told.get(told.size() - 1)).containsExactlyInAnyOrder(expected);
        });
    }

    @Test
    @DisplayName("a watcher is told of an empty service, too")
    void emptyServiceIsTold() {
        untilLast(watched("logic"));
    }

    @Test
    @DisplayName("a watcher gets what is there, with address and metadata")
    void watcherGetsWhatIsThere() {
        ServiceRegistry.Registration registration = registered(A);
        registered(B);

        untilLast(watched("logic"), A, B);
        assertThat(registration.instance()).isEqualTo(A);
        assertThat(registration.current()).isTrue();
    }

    @Test
    @DisplayName("who comes and who goes shows to every watcher")
    void comersAndGoersShow() {
        List<Set<ServiceInstance>> one = watched("logic");
        List<Set<ServiceInstance>> two = watched("logic");
        untilLast(one);

        ServiceRegistry.Registration a = registered(A);
        untilLast(one, A);
        registered(B);
        untilLast(one, A, B);
        untilLast(two, A, B);
        a.close();
        a.close();
        untilLast(one, B);
        untilLast(two, B);
        assertThat(a.current()).isFalse();
    }

    @Test
    @DisplayName("services whose names begin alike are apart")
    void servicesAreApart() {
        List<Set<ServiceInstance>> told = watched("logic");
        registered(instance("logic-2", "logic-a"));
        registered(instance("Logic", "logic-a"));
        registered(A);

        untilLast(told, A);
        assertThat(told).allSatisfy(set -> assertThat(set).isSubsetOf(A));
    }

    @Test
    @DisplayName("an instance announced again replaces the one before, whose late end leaves it alone")
    void announcedAgainReplaces() {
        ServiceInstance moved = new ServiceInstance("logic", "logic-a", "127.0.0.2:9090", Map.of());
        List<Set<ServiceInstance>> told = watched("logic");
        ServiceRegistry.Registration first = registered(A);

        registered(moved);
        first.close();
        registered(B);

        untilLast(told, moved, B);
    }

    @Test
    @DisplayName("an instance whose lease ran out is told so and comes back by itself")
    void lapsedInstanceComesBack() throws Exception {
        AtomicInteger lapses = new AtomicInteger();
        List<Set<ServiceInstance>> told = watched("logic");
        ServiceRegistry.Registration registration = await(registry().register(A, lapses::incrementAndGet));
        untilLast(told, A);

        lapse(A);

        Awaitility.await().atMost(patience()).until(() -> lapses.get() > 0);
        Awaitility.await().atMost(patience()).until(registration::current);
        assertThat(told).contains(Set.of());
        untilLast(told, A);
        registration.close();
        untilLast(told);
    }

    @Test
    @DisplayName("an ended watch hears nothing more")
    void endedWatchHearsNothing() {
        List<Set<ServiceInstance>> ended = new CopyOnWriteArrayList<>();
        Watch watch = watchers().watch("logic", ended::add);
        List<Set<ServiceInstance>> other = watched("logic");
        untilLast(ended);
        watch.close();
        watch.close();

        registered(A);

        untilLast(other, A);
        assertThat(ended).doesNotContain(Set.of(A));
    }

    @Test
    @DisplayName("a listener that throws keeps nobody from hearing, itself included")
    void throwingListenerIsToldOn() {
        List<Set<ServiceInstance>> thrower = new CopyOnWriteArrayList<>();
        watchers().watch("logic", set -> {
            thrower.add(set);
            throw new IllegalStateException("planted");
        });
        List<Set<ServiceInstance>> told = watched("logic");
        untilLast(thrower);

        registered(A);

        untilLast(told, A);
        untilLast(thrower, A);
    }

    @Test
    @DisplayName("closing ends all registrations")
    void closingEndsAllRegistrations() {
        List<Set<ServiceInstance>> told = watched("logic");
        boolean shared = registry().equals(watchers());
        List<ServiceInstance> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(instance("logic", "logic-" + i));
        }
        many.forEach(this::registered);
        untilLast(told, many.toArray(ServiceInstance[]::new));

        registry().close();
        registry().close();

        if (!shared) {
            untilLast(told);
        }
    }
}
