package io.keel.im.gateway;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.id.Names;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Lane;
import io.keel.im.spi.RateLimiter;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.Gauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gateway role: holds the connections of clients, sends their commands to the bus and their queries to logic, and brings them what
 * logic pushes. Safe for use by several threads; nothing here blocks.
 */
public final class Gateway implements AutoCloseable {

    private static final long HOUSEKEEPING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PULSE_MILLIS = 250;

    private final GatewayContext context;
    private final Map<Lane, LaneState> lanes = new ConcurrentHashMap<>();
    private final AtomicLong nextHousekeeping = new AtomicLong(HOUSEKEEPING_NANOS);
    private final AtomicReference<String> epoch = new AtomicReference<>("");
    private final Bus.Subscription subscription;
    private final GatewayLease lease;
    private final Drain drain;
    private final Wakefulness wakefulness;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final @Nullable Future<?> pulse;
    private final Watch looking;

    private Gateway(Builder builder) {
        long start = builder.nanos.getAsLong();
        this.context = new GatewayContext(
                builder.id,
                builder.ports,
                builder.limits,
                builder.policy,
                builder.ids,
                builder.telemetry,
                builder.tracing,
                builder.clock,
                () -> builder.nanos.getAsLong() - start,
                new Registry(),
                new Rooms(builder.ports.sessions(), builder.id),
                new Farewells(builder.ports.sessions()),
                new SendRates(),
                new SharedRates(builder.rateLimiter, () -> builder.nanos.getAsLong() - start),
                new Admission(),
                lanes::size,
                this::housekeeping);
        this.lease = new GatewayLease(context, builder.sessionLease);
        this.drain = new Drain(lanes.values(), context, builder.random);
        ScheduledExecutorService timer = builder.timer;
        this.wakefulness =
                timer == null ? Wakefulness.unwatched() : new Wakefulness(context.nanos(), builder.sessionLease);
        this.subscription = builder.ports
                .bus()
                .subscribe(
                        builder.id,
                        new Deliveries(
                                context.registry(),
                                context.rooms(),
                                new Deliveries.Watchers(builder.telemetry, builder.tracing),
                                wakefulness,
                                builder.clock));
        this.looking = builder.telemetry.gauge(Gauge.QUEUE, "deliveries", this::waiting);
        lease.tick();
        this.pulse = timer == null
                ? null
                : timer.scheduleWithFixedDelay(this::pulse, PULSE_MILLIS, PULSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a gateway.
     *
     * @param id its name, new at each start
     * @param ports what it works with
     * @param ids makes ids; its worker id must be this process's own
     */
    public static Builder builder(GatewayId id, GatewayPorts ports, SnowflakeIds ids) {
        return new Builder(id, ports, ids);
    }

    /**
     * Takes a new connection; called on the channel's lane. Without a token the first frame must be {@code auth}. A token that is not
     * valid closes the channel with 4001; the answer may come later, and frames received in between wait.
     *
     * @param token the token that came with the connection request
     * @param device the device that came with it, for {@code auth} frames that name none as well; made up when absent
     */
    public ClientConnection connect(ClientChannel channel, Optional<String> token, Optional<String> device) {
        LaneState lane = lanes.computeIfAbsent(channel.lane(), first -> new LaneState(first, context));
        DeviceId named = device.filter(Names::isName).map(DeviceId::new).orElse(null);
        Connection connection = new Connection(channel, lane, context, named);
        lane.add(connection);
        if (drain.draining()) {
            connection.close(CloseCode.GOING_AWAY, "this gateway is leaving");
        } else if (device.isPresent() && named == null) {
            connection.close(CloseCode.UNAUTHENTICATED, "device: malformed (expected: " + Names.EXPECTED + ")");
        } else if (token.isPresent()) {
            connection.greet(new Greeting.Credentials(token.get(), named, null));
        }
        return connection;
    }

    /** Who hears what happens here; transports tell it whom they turn away, and why. */
    public Telemetry telemetry() {
        return context.telemetry();
    }

    /** The gateway's name for this life. */
    public GatewayId id() {
        return context.id();
    }

    /** Tells whether new clients should come here: false while draining. */
    public boolean ready() {
        return !drain.draining();
    }

    /**
     * Tells whether so many clients are on their way to their welcome that another had better come later: a transport that can
     * say so does. One that is connected nevertheless is closed with 1001 if there is no room when it presents its token.
     */
    public boolean crowded() {
        return context.admission().crowded(context.limits().get().greetings());
    }

    /** How many clients are connected and authenticated. */
    public int connections() {
        return context.registry().all().size();
    }

    /**
     * Closes all local connections of a user whose token is not valid any more, with 4001. Those at other gateways:
     * {@link io.keel.im.session.Evictions#revoke}.
     */
    public void revoke(UserId user) {
        for (Connection connection : context.registry().of(user)) {
            connection.channel().lane().execute(connection::revoke);
        }
    }

    /**
     * Leaves: is not ready any more, tells clients {@code goAway} in jittered waves, lets requests in flight finish, closes every
     * connection with 1001. So many clients are sent away in each second that no more than
     * {@link GatewayLimits#reconnectsPerSecond()} connect elsewhere, if half of the deadline suffices for that; it ends early
     * when all have gone. Calling it twice is harmless.
     *
     * @param deadline how long all of it may take
     * @return ends when the last connection is closed
     */
    public CompletionStage<Void> drain(Duration deadline) {
        return drain.start(deadline);
    }

    /**
     * Ends when this process has stood still for as long as the lease of its sessions, so that the others took it for dead. From
     * that moment on this gateway brings no push; it closes its connections with 1001 and takes no new ones. Start another in
     * its place. Never ends without a {@linkplain Builder#timer timer}.
     */
    public CompletionStage<Void> over() {
        return over;
    }

    /** Closes what is left at once, and receives nothing any more. Closing twice is harmless. */
    @Override
    public void close() {
        if (pulse != null) {
            pulse.cancel(false);
        }
        drain.start(Duration.ZERO);
        looking.close();
        subscription.close();
        lease.end();
        context.ports().sessions().gone(context.id());
    }

    private long waiting() {
        long waiting = 0;
        for (LaneState lane : lanes.values()) {
            waiting += lane.waiting();
        }
        return waiting;
    }

    /** Called by the timer. */
    private void pulse() {
        wakefulness.tick();
        housekeeping();
    }

    /** Called by every lane at every tick; does something every other second, beside renewing the lease when it is time. */
    private void housekeeping() {
        if (wakefulness.slept()) {
            drain.start(Duration.ZERO);
            over.complete(null);
            return;
        }
        lease.tick();
        long now = context.now();
        long due = nextHousekeeping.get();
        if (now < due || !nextHousekeeping.compareAndSet(due, now + HOUSEKEEPING_NANOS)) {
            return;
        }
        context.rates().sweep(now);
        context.shared().sweep(now);
        context.ports().epochs().epoch().thenAccept(this::follow);
    }

    /** When the store is another than before, all that clients remember is void: they connect again. */
    private void follow(String current) {
        String before = epoch.getAndSet(current);
        if (!before.isEmpty() && !before.equals(current)) {
            for (Connection connection : context.registry().all()) {
                connection
                        .channel()
                        .lane()
                        .execute(() -> connection.close(CloseCode.GOING_AWAY, "the store was renewed"));
            }
        }
    }

    /** Builds a gateway. */
    public static final class Builder {

        private final GatewayId id;
        private final GatewayPorts ports;
        private final SnowflakeIds ids;
        private Supplier<GatewayLimits> limits;
        private ChatPolicy policy = ChatPolicy.DEFAULT;
        private Duration sessionLease = Duration.ofSeconds(10);
        private Telemetry telemetry = Telemetry.NONE;
        private Tracing tracing = Tracing.NONE;
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanos = System::nanoTime;
        private RandomGenerator random = new Random();
        private @Nullable ScheduledExecutorService timer;
        private @Nullable RateLimiter rateLimiter;

        private Builder(GatewayId id, GatewayPorts ports, SnowflakeIds ids) {
            this.id = id;
            this.ports = ports;
            this.ids = ids;
            GatewayLimits defaults = GatewayLimits.defaults();
            this.limits = () -> defaults;
        }

        /** Sets where to ask for the limits; asked for each request, so it must answer at once. */
        public Builder limits(Supplier<GatewayLimits> source) {
            this.limits = source;
            return this;
        }

        /** Sets the host's rules. */
        public Builder policy(ChatPolicy rules) {
            this.policy = rules;
            return this;
        }

        /**
         * Sets for how long sessions outlive a gateway that has died; the lease is renewed three times in that. Default: 10 s; a
         * second or more.
         */
        public Builder sessionLease(Duration lease) {
            this.sessionLease = lease;
            return this;
        }

        /** Sets who hears what happens. */
        public Builder telemetry(Telemetry listener) {
            this.telemetry = listener;
            return this;
        }

        /**
         * Sets what keeps one bucket of sends per user for all gateways, used while {@link GatewayLimits#sharedSends()}. Sends then
         * wait for its answer, which is asked for once per turn of a lane; while it is away, this gateway keeps to its own buckets.
         * Default: none.
         */
        public Builder rateLimiter(RateLimiter shared) {
            this.rateLimiter = shared;
            return this;
        }

        /** Sets what follows commands from here to their receivers. Default: nothing. */
        public Builder tracing(Tracing follower) {
            this.tracing = follower;
            return this;
        }

        /** Sets the clock that {@code welcome} tells. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Sets the monotonic clock, in nanoseconds, by which limits and deadlines are kept. */
        public Builder nanos(LongSupplier source) {
            this.nanos = source;
            return this;
        }

        /** Sets what spreads the clients of a gateway that leaves; several threads ask it. Default: {@link Random}. */
        public Builder random(RandomGenerator source) {
            this.random = source;
            return this;
        }

        /**
         * Sets what keeps the gateway present while nobody is connected, and watches whether it {@linkplain Gateway#over() slept}:
         * for gateways that others know of. It is used four times a second and never kept waiting; the host ends it. Default: none.
         */
        public Builder timer(ScheduledExecutorService executor) {
            this.timer = executor;
            return this;
        }

        /** Makes the gateway and subscribes it to the bus. */
        public Gateway build() {
            return new Gateway(this);
        }
    }
}
