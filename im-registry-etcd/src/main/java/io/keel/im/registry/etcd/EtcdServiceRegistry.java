package io.keel.im.registry.etcd;

import io.keel.im.id.Names;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services as keys {@code /services/{name}/{instance}}, each under a lease of its own, with what callers need as JSON:
 * {@code {"address":"10.0.0.1:9090","metadata":{"url":"http://…"}}}. Values that cannot be read are logged and passed over.
 */
public final class EtcdServiceRegistry implements ServiceRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(EtcdServiceRegistry.class);
    private static final String PREFIX = "/services/";

    private final EtcdConnection etcd;
    private final PrefixWatches watches;
    private final Set<EtcdRegistration> registrations = ConcurrentHashMap.newKeySet();

    private EtcdServiceRegistry(EtcdConnection etcd) {
        this.etcd = etcd;
        this.watches = new PrefixWatches(etcd);
    }

    /** Makes the port over a connection. */
    public static EtcdServiceRegistry over(EtcdConnection etcd) {
        return new EtcdServiceRegistry(etcd);
    }

    @Override
    public CompletionStage<Registration> register(ServiceInstance instance, Runnable lapsed) {
        String key = PREFIX + instance.service() + "/" + instance.id();
        EtcdRegistration registration = new EtcdRegistration(etcd, key, instance, lapsed, registrations::remove);
        registrations.add(registration);
        return registration.announce().thenApply(announced -> registration);
    }

    @Override
    public Watch watch(String service, Consumer<Set<ServiceInstance>> listener) {
        Names.requireName("service", service);
        return watches.watch(PREFIX + service + "/", content -> listener.accept(instances(service, content.values())));
    }

    @Override
    public void close() {
        watches.close();
        registrations.forEach(EtcdRegistration::close);
    }

    private static Set<ServiceInstance> instances(String service, Map<String, String> values) {
        Set<ServiceInstance> instances = new HashSet<>();
        values.forEach((id, value) -> {
            try {
                instances.add(InstanceCodec.decode(service, id, value));
            } catch (IllegalArgumentException e) {
                LOG.warn("instance {} of {} cannot be read: {}", id, service, e.getMessage());
            }
        });
        return Set.copyOf(instances);
    }
}
