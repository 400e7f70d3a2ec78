package io.keel.im.transport.grpc;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.keel.im.guard.Guard;
import io.keel.im.guard.GuardSettings;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Configures a {@link GrpcPeer}. Every setting has a default. Not safe for use by several threads. */
public final class GrpcPeerBuilder {

    /** Twice what the servers permit: faster ones are thrown out. */
    private static final Duration KEEP_ALIVE = GrpcServerBuilder.PERMITTED_KEEP_ALIVE.multipliedBy(2);

    private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(5);

    private final Target target;
    private GrpcSecurity security = GrpcSecurity.none();
    private Duration deadline = Duration.ofSeconds(3);
    private int maxCalls = 65_536;
    private int messageBytes = GrpcServerBuilder.MESSAGE_BYTES;
    private UnaryOperator<GuardSettings> tuning = UnaryOperator.identity();
    private @Nullable GuardSettings guard;
    private String dependency;
    private Telemetry telemetry = Telemetry.NONE;
    private LongSupplier nanos = System::nanoTime;
    private Tracing tracing = Tracing.NONE;

    GrpcPeerBuilder(Target target, String dependency) {
        this.target = target;
        this.dependency = dependency;
    }

    /** Sets how to prove who calls, and to be sure who answers; nothing and nobody by default. */
    public GrpcPeerBuilder security(GrpcSecurity value) {
        this.security = value;
        return this;
    }

    /** Bounds each call, the wait for an instance included; 3 seconds by default. Past it the call fails with {@code UNAVAILABLE}. */
    public GrpcPeerBuilder deadline(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("deadline: " + time + " (expected: > 0)");
        }
        this.deadline = time;
        return this;
    }

    /** Bounds the calls in flight; 65,536 by default. Past it calls fail with {@code UNAVAILABLE} at once. */
    public GrpcPeerBuilder maxCalls(int calls) {
        this.maxCalls = GrpcServerBuilder.within("maxCalls", calls, 1, Integer.MAX_VALUE / 2);
        return this;
    }

    /** Refuses larger responses; 4 MiB by default. */
    public GrpcPeerBuilder maxMessageBytes(int bytes) {
        this.messageBytes = GrpcServerBuilder.within("maxMessageBytes", bytes, 1024, 256 * 1024 * 1024);
        return this;
    }

    /**
     * Sets when calls fail at once instead of being made; its own bound of calls in flight is not used, {@link #maxCalls} is. Default:
     * when four calls in five of the last 5 seconds were not answered, or nine in ten took longer than two thirds of the
     * deadline. It takes so many since calls go to instances in turn: when one of two is frozen half of them fail, and the
     * other half is not to fail with them.
     */
    public GrpcPeerBuilder guard(GuardSettings settings) {
        this.guard = settings;
        return this;
    }

    /**
     * Has the guard's settings tuned while it works: given those set here, returns those that hold now, as by
     * {@code live::guard}. Default: they stay.
     */
    public GrpcPeerBuilder tuning(UnaryOperator<GuardSettings> tuning) {
        this.tuning = tuning;
        return this;
    }

    /** Sets what it is called in metrics and logs. Default: the service, or {@code peer} where there is none. */
    public GrpcPeerBuilder name(String dependencyName) {
        this.dependency = dependencyName;
        return this;
    }

    /** Sets who hears how calls go. Default: nobody. */
    public GrpcPeerBuilder telemetry(Telemetry hearer) {
        this.telemetry = hearer;
        return this;
    }

    /** Sets the monotonic clock, in nanoseconds, by which the guard counts. */
    public GrpcPeerBuilder nanos(LongSupplier source) {
        this.nanos = source;
        return this;
    }

    /** Sets what calls are told to that are made within a step: they bear its {@code traceparent}. Default: nothing. */
    public GrpcPeerBuilder tracing(Tracing follower) {
        this.tracing = follower;
        return this;
    }

    /** Makes the peer; it connects at its first call. */
    public GrpcPeer build() {
        ManagedChannel channel = target.channel(security)
                .maxInboundMessageSize(messageBytes)
                .defaultServiceConfig(SecondTries.CONFIG)
                .build();
        GuardSettings settings = (guard != null ? guard : patient())
                .toBuilder().maxCalls(maxCalls).build();
        return new GrpcPeer(
                channel,
                proving(traced(channel)),
                deadline,
                Guard.of(dependency, settings.tunedBy(tuning), telemetry, nanos));
    }

    private GuardSettings patient() {
        return GuardSettings.builder()
                .failureRate(80)
                .slowAfter(atLeastOneMilli(deadline.multipliedBy(2).dividedBy(3)))
                .build();
    }

    private static Duration atLeastOneMilli(Duration time) {
        return time.toMillis() < 1 ? Duration.ofMillis(1) : time;
    }

    private Channel traced(Channel channel) {
        return tracing.on() ? ClientInterceptors.intercept(channel, new TracedCalls(tracing)) : channel;
    }

    private Channel proving(Channel channel) {
        String secret = security.shown();
        if (secret == null) {
            return channel;
        }
        Metadata headers = new Metadata();
        headers.put(SecretCheck.SECRET, secret.getBytes(StandardCharsets.UTF_8));
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** Where calls go. */
    interface Target {

        ManagedChannelBuilder<?> channel(GrpcSecurity security);

        static Target address(String host, int port) {
            return security -> lasting(NettyChannelBuilder.forAddress(host, port, security.client()));
        }

        // The one other way to bring a resolver is the process-wide registry, which several peers would share.
        @SuppressWarnings("deprecation")
        static Target service(ServiceRegistry registry, String service) {
            RegistryResolvers resolvers = new RegistryResolvers(registry);
            return security ->
                    lasting(NettyChannelBuilder.forTarget(RegistryResolvers.target(service), security.client())
                            .nameResolverFactory(resolvers)
                            .defaultLoadBalancingPolicy("round_robin"));
        }

        static Target inProcess(String name) {
            return security -> InProcessChannelBuilder.forName(name);
        }

        private static NettyChannelBuilder lasting(NettyChannelBuilder builder) {
            return builder.keepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                    .keepAliveTimeout(KEEP_ALIVE_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .keepAliveWithoutCalls(true);
        }
    }
}
