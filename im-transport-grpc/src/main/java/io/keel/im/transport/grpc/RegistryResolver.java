package io.keel.im.transport.grpc;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a channel the instances of one service, whenever they change. Host names are looked up on the channel's own executor for
 * that, since it may block; what a set comes to is told only while no newer set is known.
 */
final class RegistryResolver extends NameResolver {

    private static final Logger log = LoggerFactory.getLogger(RegistryResolver.class);

    private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]]+)]?:(\\d{1,5})");

    private final ServiceRegistry registry;
    private final String service;
    private final SynchronizationContext order;
    private final Executor lookUps;

    // Written in the channel's order alone.
    private volatile @Nullable Set<ServiceInstance> latest;
    private @Nullable Listener2 listener;
    private @Nullable Watch watch;

    RegistryResolver(ServiceRegistry registry, String service, Args args) {
        this.registry = registry;
        this.service = service;
        this.order = args.getSynchronizationContext();
        Executor offered = args.getOffloadExecutor();
        this.lookUps = offered == null ? ForkJoinPool.commonPool() : offered;
    }

    @Override
    public String getServiceAuthority() {
        return service;
    }

    @Override
    public void start(Listener2 told) {
        listener = told;
        watch = registry.watch(
                service,
                instances -> order.execute(() -> {
                    latest = instances;
                    lookUp(instances);
                }));
    }

    /** Asked for when a connection broke: names may mean other addresses by now. */
    @Override
    public void refresh() {
        Set<ServiceInstance> known = latest;
        if (known != null) {
            lookUp(known);
        }
    }

    @Override
    public void shutdown() {
        listener = null;
        if (watch != null) {
            watch.close();
        }
    }

    private void lookUp(Set<ServiceInstance> instances) {
        lookUps.execute(() -> {
            List<EquivalentAddressGroup> addresses = addresses(instances);
            order.execute(() -> tell(instances, addresses));
        });
    }

    private void tell(Set<ServiceInstance> instances, List<EquivalentAddressGroup> addresses) {
        if (listener != null && instances.equals(latest)) {
            listener.onResult2(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(addresses))
                    .build());
        }
    }

    private List<EquivalentAddressGroup> addresses(Set<ServiceInstance> instances) {
        List<EquivalentAddressGroup> addresses = new ArrayList<>();
        instances.stream().sorted(Comparator.comparing(ServiceInstance::id)).forEach(instance -> {
            EquivalentAddressGroup address = address(instance);
            if (address != null) {
                addresses.add(address);
            }
        });
        return addresses;
    }

    private @Nullable EquivalentAddressGroup address(ServiceInstance instance) {
        Matcher parts = ADDRESS.matcher(instance.address());
        if (!parts.matches()) {
            log.warn("{} {}: address {} (expected: host:port)", service, instance.id(), instance.address());
            return null;
        }
        String host = parts.group(1);
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) {
            log.warn("{} {}: port {} (expected: 1..65535)", service, instance.id(), port);
            return null;
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            log.warn("{} {}: host {} is unknown", service, instance.id(), host);
            return null;
        }
        // Certificates are checked against the host, which is the instance's, not the service's.
        return new EquivalentAddressGroup(
                address,
                Attributes.newBuilder()
                        .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, instance.address())
                        .build());
    }
}
