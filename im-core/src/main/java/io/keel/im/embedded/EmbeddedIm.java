package io.keel.im.embedded;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.conversation.ConversationId;
import io.keel.im.gateway.CommandClient;
import io.keel.im.gateway.Gateway;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.gateway.GatewayPorts;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.logic.HostRules;
import io.keel.im.logic.LogicPorts;
import io.keel.im.logic.LogicWorker;
import io.keel.im.logic.QueryService;
import io.keel.im.logic.TaskFeed;
import io.keel.im.logic.TimedQueries;
import io.keel.im.memory.MemoryBus;
import io.keel.im.memory.MemorySessions;
import io.keel.im.memory.MemoryStore;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.MessageTasks;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.session.Evictions;
import io.keel.im.spi.Authenticator;
import io.keel.im.spi.Bus;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.Fanout;
import io.keel.im.spi.MessageInterceptor;
import io.keel.im.spi.MessageListener;
import io.keel.im.spi.Queries;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.Stores;
import io.keel.im.spi.Tasks;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.UserDirectory;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The whole chat in one JVM: gateway and logic over stores that are in memory unless others are given.
 *
 * <pre>{@code
 * try (EmbeddedIm im = EmbeddedIm.builder(authenticator).build()) {
 *     // give im.gateway() to a transport
 * }
 * }</pre>
 *
 * <p>Several live side by side in one JVM. Safe for use by several threads.
 */
public final class EmbeddedIm implements AutoCloseable {

    private static final DeviceId HOST = new DeviceId("host");

    private final Stores stores;
    private final Bus bus;
    private final Gateway gateway;
    private final Queries queries;
    private final CommandClient commands;
    private final Evictions evictions;

    private EmbeddedIm(Builder builder) {
        this.stores = builder.stores;
        this.bus = builder.executor == null
                ? MemoryBus.create()
                : MemoryBus.builder().executor(builder.executor).build();
        SessionRegistry sessions = builder.sessions == null ? new MemorySessions(builder.clock) : builder.sessions;
        LogicPorts ports = new LogicPorts(
                stores.conversations(),
                stores.inboxes(),
                stores.memberships(),
                stores.userConversations(),
                sessions,
                bus);
        HostRules host =
                new HostRules(builder.policy, builder.fanout, builder.directory, builder.interceptor, builder.listener);
        SnowflakeIds ids = builder.ids == null ? SnowflakeIds.of(builder.worker, builder.clock) : builder.ids;
        this.queries = new TimedQueries(new QueryService(ports, host), builder.telemetry);
        this.evictions = new Evictions(sessions, bus);
        bus.consume(new LogicWorker(
                ports,
                host,
                new LogicWorker.Watchers(builder.telemetry, builder.tracing),
                builder.clock,
                builder.tasks));
        String life = Long.toString(ids.next(), Character.MAX_RADIX)
                + Integer.toString(builder.random.nextInt(1 << 20), Character.MAX_RADIX);
        this.commands = new CommandClient(new GatewayId("host-" + life), bus, ids, builder.tracing);
        this.gateway = Gateway.builder(
                        new GatewayId("gw-" + life),
                        new GatewayPorts(
                                builder.authenticator,
                                bus,
                                queries,
                                sessions,
                                stores.memberships(),
                                stores.inboxes(),
                                stores.epochs()),
                        ids)
                .limits(builder.limits)
                .policy(builder.policy)
                .telemetry(builder.telemetry)
                .tracing(builder.tracing)
                .clock(builder.clock)
                .nanos(builder.nanos)
                .random(builder.random)
                .build();
    }

    /**
     * Starts an assembly.
     *
     * @param authenticator tells whose token it is
     */
    public static Builder builder(Authenticator authenticator) {
        return new Builder(authenticator);
    }

    /** The gateway, for transports. */
    public Gateway gateway() {
        return gateway;
    }

    /** The stores that all of it works on. */
    public Stores stores() {
        return stores;
    }

    /** Ends connections of users, at this gateway and at others that share its sessions and bus. */
    public Evictions evictions() {
        return evictions;
    }

    /**
     * Does something in a user's name: a send, a recall, a change of a group. Rights are the user's; no rate limit applies.
     *
     * @return the answer, refusals included
     */
    public CompletionStage<Answer> submit(UserId user, Command command) {
        return commands.submit(user, HOST, command);
    }

    /**
     * Takes a message back in the name of the system: by no right of any user's and however long ago it was sent.
     *
     * @return {@code Done}, also if it was recalled before; or a refusal
     */
    public CompletionStage<Answer> recall(ConversationId conversation, long seq) {
        return commands.recall(conversation, seq);
    }

    /**
     * Asks something in a user's name.
     *
     * @return the answer, refusals included
     */
    public CompletionStage<Result> ask(UserId user, Query query) {
        return queries.answer(user, HOST, query);
    }

    /** Closes all connections and ends. Drain the gateway first, or its transport does. Closing twice is harmless. */
    @Override
    public void close() {
        gateway.close();
        commands.close();
        bus.close();
    }

    /** Builds an assembly. */
    public static final class Builder {

        private final Authenticator authenticator;
        private Stores stores = new MemoryStore().stores();
        private ChatPolicy policy = ChatPolicy.DEFAULT;
        private Fanout fanout = HostRules.DEFAULT.fanout();
        private UserDirectory directory = UserDirectory.ANY;
        private MessageInterceptor interceptor = MessageInterceptor.NONE;
        private MessageListener listener = MessageListener.NONE;
        private Supplier<GatewayLimits> limits = fixed(GatewayLimits.defaults());
        private Telemetry telemetry = Telemetry.NONE;
        private Tracing tracing = Tracing.NONE;
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanos = System::nanoTime;
        private RandomGenerator random = new SecureRandom();
        private int worker;
        private @Nullable SnowflakeIds ids;
        private @Nullable SessionRegistry sessions;
        private @Nullable Executor executor;
        private @Nullable TaskFeed tasks;

        private Builder(Authenticator authenticator) {
            this.authenticator = authenticator;
        }

        private static Supplier<GatewayLimits> fixed(GatewayLimits limits) {
            return () -> limits;
        }

        /** Sets where everything is stored. Default: in memory, gone when the process is. */
        public Builder stores(Stores ports) {
            this.stores = ports;
            return this;
        }

        /** Sets who knows which user is connected where. Default: in memory. */
        public Builder sessions(SessionRegistry registry) {
            this.sessions = registry;
            return this;
        }

        /** Sets the host's rules. */
        public Builder policy(ChatPolicy rules) {
            this.policy = rules;
            return this;
        }

        /** Sets how groups' messages travel. Default: to inboxes up to 500 members. */
        public Builder fanout(Fanout choice) {
            this.fanout = choice;
            return this;
        }

        /** Sets which users exist. Default: all. */
        public Builder directory(UserDirectory users) {
            this.directory = users;
            return this;
        }

        /** Sets who sees messages before they are stored. */
        public Builder interceptor(MessageInterceptor hook) {
            this.interceptor = hook;
            return this;
        }

        /** Sets who hears of messages after they are stored. */
        public Builder listener(MessageListener hook) {
            this.listener = hook;
            return this;
        }

        /** Sets limits that do not change. */
        public Builder limits(GatewayLimits fixed) {
            return limits(fixed(fixed));
        }

        /** Sets where to ask for limits that change at run time. */
        public Builder limits(Supplier<GatewayLimits> source) {
            this.limits = source;
            return this;
        }

        /** Sets who hears what happens, for metrics. */
        public Builder telemetry(Telemetry hook) {
            this.telemetry = hook;
            return this;
        }

        /** Sets what follows commands to their receivers. Default: nothing. */
        public Builder tracing(Tracing follower) {
            this.tracing = follower;
            return this;
        }

        /** Sets the time of day. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Sets the monotonic clock, in nanoseconds, by which limits and deadlines are kept. */
        public Builder nanos(LongSupplier source) {
            this.nanos = source;
            return this;
        }

        /** Sets what names this life and spreads clients when it leaves; several threads ask it. Default: {@link SecureRandom}. */
        public Builder random(RandomGenerator source) {
            this.random = source;
            return this;
        }

        /** Sets the worker id of the ids made here, 0 to 1023. Default: 0. No two that share a store may have the same. */
        public Builder worker(int id) {
            this.worker = id;
            return this;
        }

        /**
         * Sets who makes the ids, for a host that takes its worker id from a lease. Default: made here, by {@link #worker} and the
         * clock.
         */
        public Builder ids(SnowflakeIds leased) {
            this.ids = leased;
            return this;
        }

        /**
         * Sets where logic runs, and with it every hook of the host. Default: on the threads that bring commands, which must not
         * wait; a host whose hooks do wait gives an executor.
         */
        public Builder executor(Executor logic) {
            this.executor = logic;
            return this;
        }

        /**
         * Sets where a task is published for each message that was stored, after it was answered and pushed. Default: nowhere.
         *
         * @param port takes them; never closed here
         * @param kinds what becomes a task; everything if none is named
         */
        public Builder tasks(Tasks port, MessageTasks.Kind... kinds) {
            this.tasks = TaskFeed.of(port, kinds);
            return this;
        }

        /** Puts it together and starts it. */
        public EmbeddedIm build() {
            return new EmbeddedIm(this);
        }
    }
}
