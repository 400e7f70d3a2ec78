package io.keel.im.transport.grpc;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.keel.im.health.Health;
import io.keel.im.spi.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the health service tells of a server's services: of each of them, and of all by the empty name. Safe for use by several threads. */
final class ServingStates {

    private final HealthStatusManager manager;
    private final List<String> services;
    private final @Nullable Watch process;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Makes them.
     *
     * @param services the names of all services
     * @param process whom they follow; null for serving until told otherwise
     */
    ServingStates(HealthStatusManager manager, List<String> services, @Nullable Health process) {
        this.manager = manager;
        List<String> all = new ArrayList<>(services);
        all.add(HealthStatusManager.SERVICE_NAME_ALL_SERVICES);
        this.services = List.copyOf(all);
        if (process == null) {
            ready(true);
            this.process = null;
        } else {
            this.process = process.watch(report -> ready(report.ready()));
        }
    }

    void ready(boolean ready) {
        ServingStatus status = ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        services.forEach(service -> manager.setStatus(service, status));
    }

    /** None serves any more, whatever is told later. */
    void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (process != null) {
            process.close();
        }
        manager.enterTerminalState();
    }
}
