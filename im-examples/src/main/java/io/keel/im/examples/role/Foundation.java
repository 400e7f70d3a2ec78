package io.keel.im.examples.role;

import io.keel.im.config.LiveConfig;
import io.keel.im.examples.host.AskedTracing;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.Metrics;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.examples.host.ThisProgram;
import io.keel.im.guard.GuardSettings;
import io.keel.im.health.Health;
import io.keel.im.health.HealthReport;
import io.keel.im.health.Need;
import io.keel.im.health.Probe;
import io.keel.im.registry.etcd.EtcdConfigSource;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.registry.etcd.EtcdLocks;
import io.keel.im.registry.etcd.EtcdServiceRegistry;
import io.keel.im.registry.etcd.EtcdWorkerIds;
import io.keel.im.spi.Locks;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.Watch;
import io.keel.im.spi.WorkerIds;
import io.keel.im.store.mysql.MysqlStoreBuilder;
import io.keel.im.store.redis.RedisConnection;
import io.keel.im.transport.grpc.GrpcPeer;
import io.keel.im.transport.grpc.GrpcPeerBuilder;
import io.keel.im.transport.grpc.GrpcSecurity;
import io.keel.im.transport.grpc.GrpcServer;
import io.keel.im.transport.grpc.GrpcServerBuilder;
import io.keel.im.transport.kafka.KafkaBus;
import io.keel.im.transport.kafka.KafkaTasks;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What every role stands on: the registry, in which it announces itself and finds the others, what is configured, whom it trusts. */
final class Foundation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 1_000;

    /** How long others may take to hear that this process has left the registry. */
    private static final Duration NOTICE = Duration.ofSeconds(1);

    private final RoleSettings settings;
    private final EtcdConnection etcd;
    private final EtcdServiceRegistry services;
    private final EtcdConfigSource configuration;
    private final LiveConfig live;
    private final GrpcSecurity security;
    private final Metrics metrics;
    private final Tracing tracing;
    private final List<GrpcPeer> peers = new ArrayList<>();
    private final Health health;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "health");
        thread.setDaemon(true);
        return thread;
    });
    /** The names of this process's lives in the registry. */
    private final Set<String> lives = ConcurrentHashMap.newKeySet();

    private final Watch drainRequests;

    Foundation(RoleFigures figures, RoleSettings settings, ChatSettings chat) {
        this.settings = settings;
        this.metrics = new Metrics(figures);
        this.health = Health.of(InstantSource.system(), metrics.telemetry());
        this.tracing = AskedTracing.of(figures, System.getenv());
        this.live = LiveConfig.builder()
                .limits(chat.limits())
                .policy(chat.policy())
                .fanout(chat.fanout())
                .telemetry(metrics.telemetry())
                .build();
        this.etcd = EtcdConnection.builder(settings.engines().etcd())
                .telemetry(metrics.telemetry())
                .tuning(live::guard)
                .open();
        this.services = EtcdServiceRegistry.over(etcd);
        this.configuration = EtcdConfigSource.over(etcd);
        this.security = GrpcSecurity.sharedSecret(settings.secrets().peers());
        configuration.watch(live);
        this.drainRequests = DrainRequests.hear(services, lives::contains, Foundation::exit);
        looks.scheduleWithFixedDelay(health::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** As if the process had been sent a signal. */
    private static void exit() {
        Thread exit = new Thread(() -> System.exit(0), "drain");
        exit.setDaemon(true);
        exit.start();
    }

    /** What this process tells of itself. */
    Health health() {
        return health;
    }

    RoleSettings settings() {
        return settings;
    }

    LiveConfig live() {
        return live;
    }

    Metrics metrics() {
        return metrics;
    }

    /** Hears what happens in this process. */
    Telemetry telemetry() {
        return metrics.telemetry();
    }

    /** Follows commands, if it is asked for. */
    Tracing tracing() {
        return tracing;
    }

    /** The bus. */
    KafkaBus bus() {
        return KafkaBus.builder(settings.engines().kafka())
                .telemetry(telemetry())
                .tuning(live::guard)
                .tracing(tracing)
                .open();
    }

    /** Tasks about what was stored. */
    KafkaTasks tasks() {
        return KafkaTasks.open(settings.engines().kafka(), "", Map.of(), telemetry());
    }

    /** Starts a store, whose tables are made if need be. */
    MysqlStoreBuilder store() {
        return settings.store().telemetry(telemetry()).tuning(live::guard).tracing(tracing);
    }

    WorkerIds workers() {
        return EtcdWorkerIds.over(etcd);
    }

    /** Locks that are held for long. */
    Locks locks() {
        return EtcdLocks.over(etcd);
    }

    EtcdServiceRegistry services() {
        return services;
    }

    /** The instances of another role. */
    GrpcPeer peer(String service) {
        return keep(toward(service).build());
    }

    /** The instances of another role, for calls that must not take longer. */
    GrpcPeer peer(String service, Duration deadline) {
        return keep(toward(service).deadline(deadline).build());
    }

    /** The instances of another role that one can do without, if they do not answer soon. */
    GrpcPeer expendable(String service, Duration deadline) {
        return keep(toward(service)
                .deadline(deadline)
                .guard(GuardSettings.expendable())
                .build());
    }

    private GrpcPeerBuilder toward(String service) {
        return GrpcPeer.builder(services, service)
                .security(security)
                .telemetry(metrics.telemetry())
                .tuning(live::guard)
                .tracing(tracing);
    }

    private GrpcPeer keep(GrpcPeer peer) {
        peers.add(peer);
        return peer;
    }

    /** What is kept in Redis. */
    RedisConnection redis() {
        return RedisConnection.builder(settings.engines().redis())
                .telemetry(metrics.telemetry())
                .tuning(live::guard)
                .open();
    }

    /** A server for the other roles. */
    GrpcServerBuilder server() {
        GrpcServerBuilder builder = GrpcServer.builder(settings.grpcPort())
                .security(security)
                .tracing(tracing)
                .health(health)
                .drainTimeout(settings.drain());
        return settings.listen().isEmpty() ? builder : builder.host(settings.listen());
    }

    /** A name that no earlier life of this process had. */
    String newLife() {
        return settings.name() + "-" + Long.toString(new SecureRandom().nextLong(1L << 40), Character.MAX_RADIX);
    }

    /** Shows this process to the others. */
    ServiceRegistry.Registration announce(String service, String id, int port, Map<String, String> metadata) {
        Map<String, String> told = new HashMap<>(metadata);
        told.put("name", settings.name());
        told.put("version", ThisProgram.version());
        told.put("started", Long.toString(ManagementFactory.getRuntimeMXBean().getStartTime()));
        ServiceInstance instance = new ServiceInstance(service, id, settings.advertise() + ":" + port, told);
        ServiceRegistry.Registration shown = Await.on(services.register(instance), PATIENCE, "a place in the registry");
        lives.add(id);
        health.check("registry", Need.NEVER, Probe.of(shown::current, "this process is not certain to be seen"));
        return shown;
    }

    /** Says that the process serves from now on. */
    void serving() {
        health.serving();
        health.look();
    }

    /** Leaves the registry. When the process leaves as well, waits until those who watch have heard: nobody new comes from then on. */
    void withdraw(ServiceRegistry.Registration shown) {
        shown.close();
        if (health.report().phase() != HealthReport.Phase.DRAINING) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(NOTICE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where HTTP of this process is reached. */
    String url(int port) {
        return "http://" + settings.advertise() + ":" + port;
    }

    @Override
    public void close() {
        looks.shutdown();
        drainRequests.close();
        peers.forEach(GrpcPeer::close);
        configuration.close();
        services.close();
        etcd.close();
    }
}
