package io.keel.im.examples.admin;

import io.keel.im.examples.role.Services;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All processes that stand in the registry, whenever one looks. Safe for use by several threads. */
final class FollowedInstances implements AutoCloseable {

    private final Map<String, Set<ServiceInstance>> known = new ConcurrentHashMap<>();
    private final List<Watch> watches = new ArrayList<>();

    FollowedInstances(ServiceRegistry registry) {
        for (String service : Services.ALL) {
            watches.add(registry.watch(service, now -> known.put(service, now)));
        }
    }

    /** Those that were there last, in order; empty before the registry has been heard of. */
    Optional<List<ServiceInstance>> now() {
        if (known.size() < Services.ALL.size()) {
            return Optional.empty();
        }
        return Optional.of(known.values().stream()
                .flatMap(Set::stream)
                .sorted(Instances.ORDER)
                .toList());
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
