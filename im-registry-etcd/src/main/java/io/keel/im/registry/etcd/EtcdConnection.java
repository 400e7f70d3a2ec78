package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.keel.im.guard.Guard;
import io.keel.im.guard.GuardSettings;
import io.keel.im.guard.Permit;
import io.keel.im.guard.ShedException;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.telemetry.ProcessTelemetry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * One process's connection to etcd, which the ports of this module share.
 *
 * <pre>{@code
 * EtcdConnection etcd = EtcdConnection.open("http://10.0.0.1:2379,http://10.0.0.2:2379");
 * ServiceRegistry services = EtcdServiceRegistry.over(etcd);
 * WorkerIds workers = EtcdWorkerIds.over(etcd);
 * }</pre>
 *
 * <p>It needs no etcd to be there when it is opened. Two threads serve it: one renews leases, the other brings what changed to
 * listeners, so that a listener that takes its time costs no lease.
 *
 * <p>Reading and changing the configuration, and trying to get a lock, stand behind a {@link Guard}: while etcd does not answer they
 * fail at once, as they do while too many are under way. Leases, what hangs on them, and watches are asked for always.
 */
public final class EtcdConnection implements AutoCloseable {

    private static final Duration KEEPALIVE = Duration.ofSeconds(10);

    private final LastingClient client;
    private final Guard guard;
    private final Duration lease;
    private final Duration renewal;
    private final Duration deadline;
    private final LongSupplier nanos;
    private final ProcessTelemetry telemetry;
    private final Set<CompletableFuture<Void>> endings = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService leases;
    private final ScheduledExecutorService changes;

    private EtcdConnection(Builder builder) {
        this.client = new LastingClient(builder::client, builder.nanos);
        this.guard = Guard.of("etcd", builder.guard.tunedBy(builder.tuning), builder.telemetry, builder.nanos);
        this.lease = builder.lease;
        this.renewal = builder.renewal.isZero() ? builder.lease.dividedBy(3) : builder.renewal;
        this.deadline = builder.deadline;
        this.nanos = builder.nanos;
        this.telemetry = builder.telemetry;
        this.leases = thread("im-etcd-leases");
        this.changes = thread("im-etcd-changes");
    }

    /**
     * Opens a connection with the defaults.
     *
     * @param endpoints client URLs with commas between them; without a scheme {@code http} is meant
     */
    public static EtcdConnection open(String endpoints) {
        return builder(endpoints).open();
    }

    /**
     * Starts a connection that departs from the defaults.
     *
     * @param endpoints client URLs with commas between them; without a scheme {@code http} is meant
     * @throws IllegalArgumentException if one is malformed
     */
    public static Builder builder(String endpoints) {
        return new Builder(endpoints);
    }

    /** The client of now: asked for each call, never kept. */
    Client client() {
        return client.get();
    }

    Duration lease() {
        return lease;
    }

    LongSupplier nanos() {
        return nanos;
    }

    ProcessTelemetry telemetry() {
        return telemetry;
    }

    /** How often a lease of that length is renewed. */
    Duration renewalOf(Duration ttl) {
        return ttl.compareTo(lease) < 0 && renewal.compareTo(ttl.dividedBy(3)) > 0 ? ttl.dividedBy(3) : renewal;
    }

    /** Runs what keeps leases alive; nothing there may wait. */
    ScheduledExecutorService leases() {
        return leases;
    }

    /** Runs watches and their listeners. */
    ScheduledExecutorService changes() {
        return changes;
    }

    /** Tells whether calls are being made at present. */
    public BreakerState breaker() {
        return guard.state();
    }

    /**
     * Asks the engine.
     *
     * @return its answer within the deadline, handed over to the thread of leases; it fails as ports do
     */
    <T> CompletionStage<T> ask(Function<Client, CompletableFuture<T>> call) {
        try {
            return asked(guard.enter(), call);
        } catch (ShedException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Asks the engine whatever became of what was asked before: a lease, or what is known of others, depends on it. */
    <T> CompletionStage<T> askAlways(Function<Client, CompletableFuture<T>> call) {
        return asked(guard.enterAlways(), call);
    }

    private <T> CompletionStage<T> asked(Permit permit, Function<Client, CompletableFuture<T>> call) {
        CompletableFuture<T> answer;
        try {
            answer = call.apply(client.get()).orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            // The client is being replaced, or closed.
            answer = CompletableFuture.failedFuture(e);
        }
        return Failures.translated(answer, leases, client)
                .whenComplete((value, failure) -> permit.ended(
                        failure != null && Failures.isNotFound(failure) ? CallOutcome.OK : Guard.outcome(failure)));
    }

    /** Has {@link #close} wait for something, for no longer than a call may take. */
    void beforeClosing(CompletionStage<Void> end) {
        CompletableFuture<Void> pending = end.toCompletableFuture();
        endings.add(pending);
        pending.whenComplete((done, failure) -> endings.remove(pending));
    }

    static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    static String text(ByteSequence bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Ends everything that was opened over it, once what is being given back has been, or a call's deadline is over; leases that
     * were not given back run out. Closing twice is harmless.
     */
    @Override
    public void close() {
        CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
        leases.shutdownNow();
        changes.shutdownNow();
        client.close();
    }

    private static ScheduledExecutorService thread(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Says how a connection departs from the defaults; not safe for use by several threads. */
    public static final class Builder {

        private final List<URI> endpoints;
        private String namespace = "";
        private Duration lease = Duration.ofSeconds(10);
        private Duration renewal = Duration.ZERO;
        private Duration deadline = Duration.ofSeconds(3);
        private UnaryOperator<GuardSettings> tuning = UnaryOperator.identity();
        private GuardSettings guard = GuardSettings.builder().maxCalls(1_024).build();
        private Telemetry telemetry = Telemetry.NONE;
        private LongSupplier nanos = System::nanoTime;
        private Consumer<ClientBuilder> settings = builder -> {};

        private Builder(String endpoints) {
            this.endpoints = Arrays.stream(endpoints.split(",", -1))
                    .map(String::strip)
                    .map(each -> URI.create(each.contains("://") ? each : "http://" + each))
                    .toList();
        }

        /** Sets what all keys begin with, for several clusters over one etcd. Default: nothing. */
        public Builder namespace(String prefix) {
            this.namespace = prefix;
            return this;
        }

        /**
         * Sets for how long registrations and worker ids outlive their process. Default: 10 s. etcd makes leases no shorter than
         * its election takes, some 2 s.
         */
        public Builder lease(Duration ttl) {
            this.lease = requirePositive("lease", ttl);
            return this;
        }

        /** Sets how often leases are renewed. Default: three times in their length. */
        public Builder renewal(Duration interval) {
            this.renewal = requirePositive("renewal", interval);
            return this;
        }

        /** Sets how long a call may take. Default: 3 s. */
        public Builder deadline(Duration patience) {
            this.deadline = requirePositive("deadline", patience);
            return this;
        }

        /**
         * Sets when calls fail at once instead of being made. Default: when half of those of the last 5 seconds were not answered,
         * when nine in ten took longer than 2 s, and past 1,024 in flight.
         */
        public Builder guard(GuardSettings value) {
            this.guard = value;
            return this;
        }

        /**
         * Has the guard's settings tuned while it works: given those set here, returns those that hold now, as by
         * {@code live::guard}. Default: they stay.
         */
        public Builder tuning(UnaryOperator<GuardSettings> tuning) {
            this.tuning = tuning;
            return this;
        }

        /** Sets who hears how calls go, under the name {@code etcd}, of the leases {@code service} and {@code worker}, and of the worker id. */
        public Builder telemetry(Telemetry hearer) {
            this.telemetry = hearer;
            return this;
        }

        /** Sets the monotonic clock, in nanoseconds, by which leases and the guard are kept. */
        public Builder nanos(LongSupplier source) {
            this.nanos = source;
            return this;
        }

        /** Sets what else the client needs: a user, TLS, the name of the authority. */
        public Builder client(Consumer<ClientBuilder> engineSettings) {
            this.settings = engineSettings;
            return this;
        }

        private Client client() {
            ClientBuilder engine = Client.builder()
                    .endpoints(endpoints)
                    // Whoever waits for an engine that is away, or tries again, does so here, where deadlines are kept.
                    .waitForReady(false)
                    .retryMaxAttempts(0)
                    .keepaliveTime(KEEPALIVE)
                    .keepaliveTimeout(deadline)
                    .interceptor(new UnaryDeadline(deadline))
                    .namespace(bytes(namespace));
            settings.accept(engine);
            return engine.build();
        }

        /** Opens the connection. */
        public EtcdConnection open() {
            return new EtcdConnection(this);
        }

        private static Duration requirePositive(String field, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(field + ": " + value + " (expected: more than 0)");
            }
            return value;
        }
    }
}
