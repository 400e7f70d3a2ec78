package io.keel.im.memory;

import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Services in the memory of this process: what registers here lives as long as the process, so leases run out only when {@link
 * #lapse} says so. Listeners are called by the thread that changes something. Safe for use by several threads.
 */
public final class MemoryServiceRegistry implements ServiceRegistry {

    private final Map<Name, Entry> entries = new LinkedHashMap<>();
    private final Map<LatestValue<Set<ServiceInstance>>, String> watches = new HashMap<>();

    @Override
    public CompletionStage<Registration> register(ServiceInstance instance, Runnable lapsed) {
        Entry entry = new Entry(instance, lapsed);
        change(entry.name().service(), () -> entries.put(entry.name(), entry));
        return CompletableFuture.completedFuture(entry);
    }

    @Override
    public Watch watch(String service, Consumer<Set<ServiceInstance>> listener) {
        LatestValue<Set<ServiceInstance>> watch = new LatestValue<>(listener);
        synchronized (entries) {
            watches.put(watch, service);
            watch.offer(instances(service));
        }
        watch.drain();
        return () -> {
            watch.end();
            synchronized (entries) {
                watches.remove(watch);
            }
        };
    }

    /**
     * Plays a lease that ran out: the watchers see the instance go, its owner is told, and the watchers see it come back. For
     * tests.
     */
    public void lapse(ServiceInstance instance) {
        Name name = new Name(instance.service(), instance.id());
        Entry entry;
        synchronized (entries) {
            entry = entries.get(name);
        }
        if (entry != null) {
            change(name.service(), () -> entries.remove(name, entry));
            entry.lapsed.run();
            change(name.service(), () -> entries.putIfAbsent(name, entry));
        }
    }

    @Override
    public void close() {
        synchronized (entries) {
            watches.keySet().forEach(LatestValue::end);
            watches.clear();
            entries.clear();
        }
    }

    private Set<ServiceInstance> instances(String service) {
        return entries.values().stream()
                .map(Entry::instance)
                .filter(instance -> instance.service().equals(service))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void change(String service, Runnable change) {
        List<LatestValue<Set<ServiceInstance>>> told;
        synchronized (entries) {
            change.run();
            Set<ServiceInstance> now = instances(service);
            told = watches.keySet().stream()
                    .filter(watch -> service.equals(watches.get(watch)))
                    .toList();
            told.forEach(watch -> watch.offer(now));
        }
        told.forEach(LatestValue::drain);
    }

    private record Name(String service, String id) {}

    private final class Entry implements Registration {

        private final ServiceInstance instance;
        private final Runnable lapsed;

        Entry(ServiceInstance instance, Runnable lapsed) {
            this.instance = instance;
            this.lapsed = lapsed;
        }

        Name name() {
            return new Name(instance.service(), instance.id());
        }

        @Override
        public ServiceInstance instance() {
            return instance;
        }

        @Override
        public boolean current() {
            synchronized (entries) {
                return entries.get(name()) == this;
            }
        }

        @Override
        public void close() {
            change(instance.service(), () -> entries.remove(name(), this));
        }
    }
}
