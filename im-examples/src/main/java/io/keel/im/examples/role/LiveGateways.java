package io.keel.im.examples.role;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever has a push topic and lives: gateways, what they call by themselves, and jobs. */
final class LiveGateways implements AutoCloseable {

    private final Watch gateways;
    private final Watch jobs;
    private volatile @Nullable Set<ServiceInstance> gatewaysNow;
    private volatile @Nullable Set<ServiceInstance> jobsNow;

    LiveGateways(ServiceRegistry services) {
        this.gateways = services.watch(GatewayRole.SERVICE, now -> gatewaysNow = now);
        this.jobs = services.watch(JobRole.SERVICE, now -> jobsNow = now);
    }

    /** All of them; empty before the registry has been heard of. */
    Optional<Set<GatewayId>> now() {
        Set<ServiceInstance> knownGateways = gatewaysNow;
        Set<ServiceInstance> knownJobs = jobsNow;
        if (knownGateways == null || knownJobs == null) {
            return Optional.empty();
        }
        Set<GatewayId> alive = new HashSet<>();
        for (ServiceInstance gateway : knownGateways) {
            GatewayId id = new GatewayId(gateway.id());
            alive.add(id);
            alive.add(GatewayRole.hostOf(id));
        }
        knownJobs.forEach(job -> alive.add(new GatewayId(job.id())));
        return Optional.of(alive);
    }

    @Override
    public void close() {
        gateways.close();
        jobs.close();
    }
}
