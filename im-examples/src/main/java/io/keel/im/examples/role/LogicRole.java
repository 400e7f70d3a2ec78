package io.keel.im.examples.role;

import io.keel.im.auth.JwtTokens;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.Hashing;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.guard.FallbackAccounts;
import io.keel.im.guard.FallbackMemberships;
import io.keel.im.health.Need;
import io.keel.im.lock.LockedGroups;
import io.keel.im.lock.LockedRegistration;
import io.keel.im.logic.HostRules;
import io.keel.im.logic.LogicPorts;
import io.keel.im.logic.LogicWorker;
import io.keel.im.logic.QueryService;
import io.keel.im.logic.TaskFeed;
import io.keel.im.logic.TimedQueries;
import io.keel.im.spi.Locks;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.MessageInterceptor;
import io.keel.im.spi.MessageListener;
import io.keel.im.spi.Stores;
import io.keel.im.spi.UserDirectory;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.store.mysql.MysqlStoreBuilder;
import io.keel.im.store.redis.CachedConversations;
import io.keel.im.store.redis.RedisCache;
import io.keel.im.store.redis.RedisConnection;
import io.keel.im.store.redis.RedisLocks;
import io.keel.im.store.redis.RedisSequencer;
import io.keel.im.transport.grpc.GrpcAccountStore;
import io.keel.im.transport.grpc.GrpcMembershipStore;
import io.keel.im.transport.grpc.GrpcPeer;
import io.keel.im.transport.grpc.GrpcSessionRegistry;
import io.keel.im.transport.kafka.KafkaBus;
import io.keel.im.transport.kafka.KafkaTasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The chat itself: takes commands from Kafka, stores them in MySQL, pushes; answers queries and logins. */
final class LogicRole {

    static final String SERVICE = "logic";

    /** What the data-proxy is given before the store is asked instead. */
    private static final Duration PROXY = Duration.ofMillis(500);

    /** Less than logic itself is given, so that who asked hears of it from logic, and not that logic is silent. */
    private static final Duration SESSION = Duration.ofMillis(2_500);

    private LogicRole() {}

    /** Who allots seqs. */
    enum Sequencing {
        /** The store, in its transaction: logs have no gaps. */
        STORE,
        /** Counters in Redis: logs have gaps. */
        REDIS
    }

    static Role start(RoleSettings settings, ChatSettings chat, Sequencing sequencing) {
        Foundation foundation = new Foundation(RoleFigures.LOGIC, settings, chat);
        RedisConnection redis = foundation.redis();
        MysqlStoreBuilder builder = foundation.store();
        if (sequencing == Sequencing.REDIS) {
            builder.sequencer(RedisSequencer.over(redis));
        }
        MysqlStore store = builder.build();
        KafkaBus bus = foundation.bus();
        KafkaTasks tasks = foundation.tasks();
        Hashing hashing = new Hashing();

        Stores stores = store.stores();
        Locks locks = RedisLocks.over(redis);
        GrpcPeer proxy = foundation.expendable(DataProxyRole.SERVICE, PROXY);
        GrpcPeer session = foundation.peer(SessionRole.SERVICE, SESSION);
        MembershipStore memberships = new FallbackMemberships(
                new GrpcMembershipStore(proxy),
                stores.memberships(),
                DataProxyRole.SERVICE,
                foundation.metrics().telemetry());
        LogicPorts ports = new LogicPorts(
                // What is appended is taken out of the cache that the data-proxy fills.
                CachedConversations.over(stores.conversations(), RedisCache.over(redis)),
                stores.inboxes(),
                memberships,
                stores.userConversations(),
                new GrpcSessionRegistry(session),
                bus);
        HostRules host = new HostRules(
                foundation.live().policy(),
                foundation.live().fanout(),
                UserDirectory.ANY,
                MessageInterceptor.NONE,
                MessageListener.NONE);
        bus.consume(new LockedGroups(
                new LogicWorker(
                        ports,
                        host,
                        new LogicWorker.Watchers(foundation.telemetry(), foundation.tracing()),
                        InstantSource.system(),
                        TaskFeed.of(tasks)),
                locks));

        foundation
                .health()
                .check("mysql", Need.TO_START, stores.epochs()::epoch)
                .check("kafka", Need.TO_START, bus::answers)
                .check("redis", Need.NEVER, redis::answers)
                .check("session", Need.NEVER, session::answers)
                .check("data-proxy", Need.NEVER, proxy::answers);

        JwtTokens tokens = JwtTokens.of(settings.secrets().tokenKey());
        FallbackAccounts accounts = new FallbackAccounts(
                new GrpcAccountStore(proxy),
                stores.accounts(),
                DataProxyRole.SERVICE,
                foundation.metrics().telemetry());
        return BackRole.start(
                foundation,
                SERVICE,
                server -> server.export(new TimedQueries(new QueryService(ports, host), foundation.telemetry()))
                        .export(new LockedRegistration(hashing.accounts(accounts, tokens), locks), tokens)
                        .export(memberships)
                        .export(stores.inboxes())
                        .export(stores.epochs()),
                List.of(hashing, redis, store, tasks, bus));
    }
}
