package io.keel.im.examples.cluster;

import io.keel.im.UserId;
import io.keel.im.presence.Session;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.registry.etcd.EtcdServiceRegistry;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.Watch;
import io.keel.im.store.redis.RedisConnection;
import io.keel.im.store.redis.RedisSessions;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What etcd and Redis tell of the cluster. */
final class Registries implements AutoCloseable {

    private final EtcdConnection etcd;
    private final EtcdServiceRegistry services;
    private final RedisConnection redis;
    private final RedisSessions sessions;
    private volatile Set<String> gateways = Set.of();

    Registries(String etcdEndpoints, String redisUrl) {
        this.etcd = EtcdConnection.open(etcdEndpoints);
        this.services = EtcdServiceRegistry.over(etcd);
        this.redis = RedisConnection.open(redisUrl);
        this.sessions = RedisSessions.over(redis);
        services.watch(
                "gateway",
                instances ->
                        gateways = instances.stream().map(ServiceInstance::id).collect(Collectors.toSet()));
    }

    /** The names of the gateways' present lives. */
    Set<String> gateways() {
        return gateways;
    }

    /** What shows of a service now under ids that begin with the name of a process. */
    List<ServiceInstance> instances(String service, String name) {
        CompletableFuture<Set<ServiceInstance>> shown = new CompletableFuture<>();
        try (Watch watch = services.watch(service, shown::complete)) {
            return shown.orTimeout(5, TimeUnit.SECONDS).join().stream()
                    .filter(instance -> instance.id().startsWith(name + "-"))
                    .toList();
        }
    }

    /** The sessions of these users, those of absent gateways left out. */
    List<Session> sessions(Collection<UserId> users) {
        return sessions.sessionsOf(users).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join().values().stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        services.close();
        etcd.close();
        redis.close();
    }
}
