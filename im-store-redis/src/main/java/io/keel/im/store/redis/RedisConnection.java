package io.keel.im.store.redis;

import io.keel.im.guard.Guard;
import io.keel.im.guard.GuardSettings;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.BreakerState;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * One process's connection to Redis, which the ports of this module share.
 *
 * <pre>{@code
 * RedisConnection redis = RedisConnection.open("redis://10.0.0.1:6379");
 * SessionRegistry sessions = RedisSessions.over(redis);
 * Locks locks = RedisLocks.over(redis);
 * }</pre>
 *
 * <p>It needs no Redis to be there when it is opened. No caller waits for the network: calls are made on a few threads of its
 * own, each with a connection of the pool, and what has come in while they were busy goes over in one round trip. Past a bound
 * calls are refused with {@code UNAVAILABLE}, as they are while Redis is away. Stages end on those threads: what hangs on
 * them must not wait.
 *
 * <p>Calls stand behind a {@link Guard}: while Redis does not answer they fail at once. What keeps leases, of gateways and of
 * locks, is never refused.
 */
public final class RedisConnection implements AutoCloseable {

    private static final Script NOTHING = Script.of("return 1");

    private final RedisClient client;
    private final RedisCalls calls;
    private final Guard guard;
    private final Keys keys;
    private final Duration renewal;
    private final Duration timeout;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ScheduledThreadPoolExecutor timer;
    private final Set<CompletableFuture<Void>> endings = ConcurrentHashMap.newKeySet();

    private RedisConnection(Builder builder) {
        int millis = (int) builder.timeout.toMillis();
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(builder.threads);
        pool.setMaxIdle(builder.threads);
        pool.setMinIdle(0);
        // There is one for each thread, so that nobody waits; if it were otherwise, not for ever.
        pool.setMaxWait(builder.timeout);
        pool.setTimeBetweenEvictionRuns(Duration.ofSeconds(30));
        pool.setTestWhileIdle(true);
        DefaultJedisClientConfig.Builder settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .ssl(JedisURIHelper.isRedisSSLScheme(builder.uri))
                .database(JedisURIHelper.getDBIndex(builder.uri));
        String password = JedisURIHelper.getPassword(builder.uri);
        if (password != null) {
            settings.user(JedisURIHelper.getUser(builder.uri)).password(password);
        }
        builder.client.accept(settings);
        this.client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(builder.uri))
                .clientConfig(settings.build())
                .poolConfig(pool)
                .build();
        this.calls = new RedisCalls(client, builder.threads, builder.queue, builder.timeout.toNanos(), builder.nanos);
        this.guard = Guard.of("redis", builder.guard.tunedBy(builder.tuning), builder.telemetry, builder.nanos);
        this.keys = new Keys(builder.namespace);
        this.renewal = builder.renewal;
        this.timeout = builder.timeout;
        this.clock = builder.clock;
        this.nanos = builder.nanos;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "im-redis-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Opens a connection with the defaults.
     *
     * @param uri {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS; all but the host may be left out
     */
    public static RedisConnection open(String uri) {
        return builder(uri).open();
    }

    /**
     * Starts a connection that departs from the defaults.
     *
     * @param uri {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS; all but the host may be left out
     * @throws IllegalArgumentException if it is malformed
     */
    public static Builder builder(String uri) {
        return new Builder(uri);
    }

    /** Tells whether calls are being made at present. */
    public BreakerState breaker() {
        return guard.state();
    }

    /**
     * Asks whether Redis answers.
     *
     * @return ends well if it does; fails with {@code UNAVAILABLE} if it does not, in as long as any call may take
     */
    public CompletionStage<Void> answers() {
        return call(new ScriptCall(NOTHING, List.of(), List.of())).thenApply(reply -> null);
    }

    /** Makes one call. */
    CompletionStage<@Nullable Object> call(ScriptCall call) {
        return call(List.of(call)).thenApply(replies -> replies.get(0));
    }

    /** Makes calls in one round trip; returns their replies in order. */
    CompletionStage<List<@Nullable Object>> call(List<ScriptCall> all) {
        return guard.call(() -> calls.run(all));
    }

    /** Makes a call whatever became of those before: it keeps something alive, or gives it back. */
    CompletionStage<@Nullable Object> callAlways(ScriptCall call) {
        return callAlways(List.of(call)).thenApply(replies -> replies.get(0));
    }

    /** Makes calls in one round trip whatever became of those before. */
    CompletionStage<List<@Nullable Object>> callAlways(List<ScriptCall> all) {
        return guard.callAlways(() -> calls.run(all));
    }

    Keys keys() {
        return keys;
    }

    /** How often a lease of that length is renewed. */
    Duration renewalOf(Duration ttl) {
        Duration third = ttl.dividedBy(3);
        return renewal.isZero() || renewal.compareTo(third) > 0 ? third : renewal;
    }

    InstantSource clock() {
        return clock;
    }

    LongSupplier nanos() {
        return nanos;
    }

    /** Runs a short task later; nothing once this is closed. */
    void after(Duration delay, Runnable task) {
        try {
            timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.RejectedExecutionException closed) {
            // Whatever it would have renewed runs out.
        }
    }

    /** Has {@link #close} wait for something, for no longer than a call may take. */
    void beforeClosing(CompletionStage<Void> end) {
        CompletableFuture<Void> pending = end.toCompletableFuture();
        endings.add(pending);
        pending.whenComplete((done, failure) -> endings.remove(pending));
    }

    /** Ends everything that was opened over it; locks that were not given back run out. Closing twice is harmless. */
    @Override
    public void close() {
        CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
        timer.shutdownNow();
        calls.close();
        client.close();
    }

    /** Says how a connection departs from the defaults; not safe for use by several threads. */
    public static final class Builder {

        private final URI uri;
        private String namespace = "";
        private int threads = 4;
        private int queue = 20_000;
        private Duration timeout = Duration.ofSeconds(1);
        private Duration renewal = Duration.ZERO;
        private UnaryOperator<GuardSettings> tuning = UnaryOperator.identity();
        private GuardSettings guard =
                GuardSettings.builder().slowAfter(Duration.ofMillis(500)).build();
        private Telemetry telemetry = Telemetry.NONE;
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanos = System::nanoTime;
        private Consumer<DefaultJedisClientConfig.Builder> client = settings -> {};

        private Builder(String uri) {
            URI full = URI.create(uri.contains("://") ? uri : "redis://" + uri);
            boolean known = JedisURIHelper.isRedisScheme(full) || JedisURIHelper.isRedisSSLScheme(full);
            if (!known || full.getHost() == null) {
                throw new IllegalArgumentException("uri: malformed (expected: redis://host:port)");
            }
            this.uri = full.getPort() >= 0 ? full : withPort(full);
        }

        private static URI withPort(URI uri) {
            return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + ":6379" + uri.getRawPath());
        }

        /** Sets what all keys begin with, for several clusters over one Redis. Default: nothing. */
        public Builder namespace(String prefix) {
            this.namespace = prefix;
            return this;
        }

        /** Sets how many threads, and connections, it has at most. Default: 4, which keep a Redis busy. */
        public Builder threads(int count) {
            this.threads = requirePositive("threads", count);
            return this;
        }

        /** Sets how many calls may wait for a thread; those past it are refused with {@code UNAVAILABLE}. Default: 20,000. */
        public Builder queue(int calls) {
            this.queue = requirePositive("queue", calls);
            return this;
        }

        /**
         * Sets how long connecting, an answer, and the wait for a thread may take, each; so that an answer or a failure is there
         * after twice that, or thrice where it had to connect. Default: 1 s.
         */
        public Builder timeout(Duration patience) {
            if (patience.toMillis() < 1 || patience.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("timeout: " + patience + " (expected: 1 ms or more)");
            }
            this.timeout = patience;
            return this;
        }

        /** Sets how often locks are renewed. Default, and the longest: three times in their ttl. */
        public Builder renewal(Duration interval) {
            this.renewal = interval;
            return this;
        }

        /**
         * Sets when calls fail at once instead of being made. Default: when half of those of the last 5 seconds were not answered, or
         * nine in ten took longer than 0.5 s. How many may be in flight is {@link #queue}'s to say.
         */
        public Builder guard(GuardSettings settings) {
            this.guard = settings;
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

        /** Sets who hears how calls go, under the name {@code redis}. Default: nobody. */
        public Builder telemetry(Telemetry hearer) {
            this.telemetry = hearer;
            return this;
        }

        /** Sets the time of day, that tells when users were last seen. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Sets the monotonic clock, in nanoseconds, by which waits, locks and the guard are kept. */
        public Builder nanos(LongSupplier source) {
            this.nanos = source;
            return this;
        }

        /** Sets what else the client needs, such as how TLS trusts. */
        public Builder client(Consumer<DefaultJedisClientConfig.Builder> settings) {
            this.client = settings;
            return this;
        }

        /** Opens the connection. */
        public RedisConnection open() {
            return new RedisConnection(this);
        }

        private static int requirePositive(String field, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(field + ": " + value + " (expected: 1 or more)");
            }
            return value;
        }
    }
}
