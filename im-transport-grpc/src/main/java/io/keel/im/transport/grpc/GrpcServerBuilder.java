package io.keel.im.transport.grpc;

import io.grpc.BindableService;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.keel.im.auth.AuthService;
import io.keel.im.gateway.Gateway;
import io.keel.im.group.GroupId;
import io.keel.im.health.Health;
import io.keel.im.spi.AccountStore;
import io.keel.im.spi.Authenticator;
import io.keel.im.spi.EpochStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Queries;
import io.keel.im.spi.RateLimiter;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.UserConversationStore;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Configures a {@link GrpcServer}. Every setting has a default. Not safe for use by several threads. */
public final class GrpcServerBuilder {

    /** How often a client may ask whether the server is still there. */
    static final Duration PERMITTED_KEEP_ALIVE = Duration.ofSeconds(10);

    /** A page is cut at 1 MiB; a roster of 10,000 members is about as large. */
    static final int MESSAGE_BYTES = 4 * 1024 * 1024;

    private static final int FRAME_BYTES = 64 * 1024;

    private final int port;
    private final @Nullable String name;
    private final List<BindableService> services = new ArrayList<>();
    private @Nullable String host;
    private boolean internal;
    private GrpcSecurity security = GrpcSecurity.none();
    private int messageBytes;
    private @Nullable Gateway gateway;
    private @Nullable GroupCalls groups;
    private Tracing tracing = Tracing.NONE;
    private @Nullable Health health;
    private int calls = 10_000;
    private int threads = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);
    private Duration age = Duration.ofMinutes(30);
    private Duration grace = Duration.ofSeconds(30);
    private Duration drain = Duration.ofSeconds(5);

    GrpcServerBuilder(int port) {
        this.port = within("port", port, 0, 65_535);
        this.name = null;
    }

    GrpcServerBuilder(String name) {
        this.port = -1;
        this.name = name;
    }

    /** Listens on one address of the machine, by name or number; on all of them by default. */
    public GrpcServerBuilder host(String address) {
        this.host = address;
        return this;
    }

    /** Sets how callers prove who they are. Whatever exports a port over a socket needs it. */
    public GrpcServerBuilder security(GrpcSecurity value) {
        this.security = value;
        return this;
    }

    /** Offers queries. */
    public GrpcServerBuilder export(Queries port) {
        return internal(new QueriesExport(port));
    }

    /** Offers sessions. */
    public GrpcServerBuilder export(SessionRegistry port) {
        return internal(new SessionRegistryExport(port));
    }

    /** Offers buckets that all gateways share. */
    public GrpcServerBuilder export(RateLimiter port) {
        return internal(new RateLimiterExport(port));
    }

    /** Offers groups and their members. */
    public GrpcServerBuilder export(MembershipStore port) {
        return internal(new MembershipStoreExport(port));
    }

    /** Offers what users have of their own in conversations. */
    public GrpcServerBuilder export(UserConversationStore port) {
        return internal(new UserConversationStoreExport(port));
    }

    /** Offers inboxes. */
    public GrpcServerBuilder export(InboxStore port) {
        return internal(new InboxStoreExport(port));
    }

    /** Offers accounts, password hashes included: to logic alone. */
    public GrpcServerBuilder export(AccountStore port) {
        return internal(new AccountStoreExport(port));
    }

    /** Offers the life of the store. */
    public GrpcServerBuilder export(EpochStore port) {
        return internal(new EpochStoreExport(port));
    }

    /** Offers registration, login and the proof of tokens. */
    public GrpcServerBuilder export(AuthService accounts, Authenticator tokens) {
        return internal(new AuthServiceExport(accounts, tokens));
    }

    /**
     * Takes the connections of bots and services: a stream of the same frames as by WebSocket. Each proves itself by its token, so
     * this goes on a port of its own, which exports nothing. When the server closes, the gateway drains.
     */
    public GrpcServerBuilder clients(Gateway gateway) {
        this.gateway = gateway;
        return this;
    }

    /**
     * Takes group operations of bots and services, by token as well.
     *
     * @param commands where changes go
     * @param queries answers what is asked
     * @param tokens tells whose token it is
     * @param newGroup makes an id for a group that its creator does not name
     */
    public GrpcServerBuilder groups(
            Commands commands, Queries queries, Authenticator tokens, Supplier<GroupId> newGroup) {
        this.groups = new GroupCalls(commands, queries, tokens, newGroup);
        return this;
    }

    /** Sets what goes on with the traces of the calls that come with a {@code traceparent} from other processes. Default: nothing. */
    public GrpcServerBuilder tracing(Tracing follower) {
        this.tracing = follower;
        return this;
    }

    /** Has the health service tell of every service what the process tells of itself; serving by default, until this closes. */
    public GrpcServerBuilder health(Health process) {
        this.health = process;
        return this;
    }

    /** Refuses larger requests; by default 4 MiB, and 64 KiB on a port for clients. */
    public GrpcServerBuilder maxMessageBytes(int bytes) {
        this.messageBytes = within("maxMessageBytes", bytes, 1024, 256 * 1024 * 1024);
        return this;
    }

    /** Bounds the calls in flight of one connection; 10,000 by default. Clients hold further ones back. */
    public GrpcServerBuilder maxCallsPerConnection(int most) {
        this.calls = within("maxCallsPerConnection", most, 1, 1_000_000);
        return this;
    }

    /** Sets how many threads call the ports; two per processor by default, four at least. Ports do not block. */
    public GrpcServerBuilder threads(int count) {
        this.threads = within("threads", count, 1, 1024);
        return this;
    }

    /**
     * Bounds the life of a connection, so that callers find new instances: past it no new call comes by it, and what is still open
     * after the grace is ended.
     *
     * @param most 30 minutes by default
     * @param more 30 seconds by default
     */
    public GrpcServerBuilder connectionAge(Duration most, Duration more) {
        this.age = positive("connectionAge", most);
        this.grace = positive("grace", more);
        return this;
    }

    /** Bounds how long {@link GrpcServer#close} lets calls finish; 5 seconds by default. */
    public GrpcServerBuilder drainTimeout(Duration time) {
        this.drain = positive("drainTimeout", time);
        return this;
    }

    /**
     * Makes the server, to be started.
     *
     * @throws IllegalArgumentException if it exports a port and would answer strangers
     */
    public GrpcServer build() {
        boolean open = gateway != null || groups != null;
        if (internal && open) {
            throw new IllegalArgumentException("clients: beside exported ports (expected: on a port of their own)");
        }
        if (internal && name == null && !security.closed()) {
            throw new IllegalArgumentException(
                    "security: would answer strangers (expected: a shared secret, or an identity and authorities)");
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "im-grpc-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        ServerBuilder<?> server = name != null ? InProcessServerBuilder.forName(name) : listening();
        server.executor(executor)
                .maxInboundMessageSize(messageBytes > 0 ? messageBytes : open ? FRAME_BYTES : MESSAGE_BYTES);
        List<BindableService> offered = new ArrayList<>(services);
        List<AutoCloseable> owned = new ArrayList<>();
        if (gateway != null) {
            GrpcLanes lanes = new GrpcLanes(Runtime.getRuntime().availableProcessors());
            owned.add(lanes);
            offered.add(new ChatStreams(gateway, lanes));
        }
        GroupCalls asked = groups;
        if (asked != null) {
            offered.add(asked::service);
        }
        HealthStatusManager manager = new HealthStatusManager();
        List<String> names = new ArrayList<>();
        for (BindableService service : offered) {
            ServerServiceDefinition bound = service.bindService();
            names.add(bound.getServiceDescriptor().getName());
            server.addService(bound);
        }
        server.addService(manager.getHealthService()).addService(ProtoReflectionServiceV1.newInstance());
        if (tracing.on() && internal) {
            server.intercept(new TracedServing(tracing));
        }
        String secret = security.asked();
        if (name == null && secret != null) {
            server.intercept(new SecretCheck(secret));
        }
        Gateway draining = gateway;
        Runnable leaving = draining == null ? () -> {} : () -> draining.drain(drain);
        ServingStates states = new ServingStates(manager, names, health);
        return new GrpcServer(server.build(), states, executor, leaving, drain, List.copyOf(owned));
    }

    private ServerBuilder<?> listening() {
        InetSocketAddress address = host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        return NettyServerBuilder.forAddress(address, security.server())
                .maxConcurrentCallsPerConnection(calls)
                .maxConnectionAge(age.toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(grace.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(PERMITTED_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true);
    }

    private GrpcServerBuilder internal(BindableService service) {
        internal = true;
        services.add(service);
        return this;
    }

    static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + ".." + most + ")");
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
        return value;
    }
}
