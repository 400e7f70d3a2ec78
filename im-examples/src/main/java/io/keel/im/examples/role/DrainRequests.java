package io.keel.im.examples.role;

import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * How a process is asked to leave by another, on whatever machine: by an entry {@code /services/drain/{instance}}, which stands for as
 * long as who asks waits for it. Whoever may write to the registry may ask.
 */
public final class DrainRequests {

    private static final String SERVICE = "drain";

    private DrainRequests() {}

    /**
     * Asks an instance to leave as after SIGTERM: it finishes what it has, and its process ends with code 0.
     *
     * @return ends when the registry shows the instance no more; its process has some seconds to go then. Asking ends with it, and
     *     with a failure, such as a registry that cannot be reached
     */
    public static CompletionStage<Void> ask(ServiceRegistry services, ServiceInstance instance) {
        ServiceInstance request = new ServiceInstance(SERVICE, instance.id(), "nowhere", Map.of());
        return services.register(request).thenCompose(standing -> {
            CompletableFuture<Void> left = new CompletableFuture<>();
            Watch watch = services.watch(instance.service(), shown -> {
                if (shown.stream().noneMatch(each -> each.id().equals(instance.id()))) {
                    left.complete(null);
                }
            });
            return left.whenComplete((done, failure) -> {
                watch.close();
                standing.close();
            });
        });
    }

    /**
     * Hears whether one of this process's own instances is asked to leave.
     *
     * @param own tells which are
     * @param leave called then, perhaps more than once; must not wait
     */
    static Watch hear(ServiceRegistry services, Predicate<String> own, Runnable leave) {
        return services.watch(SERVICE, asked -> {
            if (asked.stream().map(ServiceInstance::id).anyMatch(own)) {
                leave.run();
            }
        });
    }
}
