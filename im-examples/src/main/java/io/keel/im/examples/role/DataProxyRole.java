package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.health.Need;
import io.keel.im.spi.Stores;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.store.redis.CachedAccounts;
import io.keel.im.store.redis.CachedMemberships;
import io.keel.im.store.redis.RedisCache;
import io.keel.im.store.redis.RedisConnection;
import java.util.List;

/** Users and members, from the cache where they are there, for logic and job. */
final class DataProxyRole {

    static final String SERVICE = "data-proxy";

    private DataProxyRole() {}

    static Role start(RoleSettings settings) {
        Foundation foundation = new Foundation(RoleFigures.DATA_PROXY, settings, ChatSettings.defaults());
        MysqlStore store = foundation.store().build();
        RedisConnection redis = foundation.redis();
        RedisCache cache = RedisCache.over(redis);
        Stores stores = store.stores();
        foundation
                .health()
                .check("mysql", Need.TO_START, stores.epochs()::epoch)
                .check("redis", Need.NEVER, redis::answers);
        return BackRole.start(
                foundation,
                SERVICE,
                server -> server.export(CachedMemberships.over(stores.memberships(), cache))
                        .export(CachedAccounts.over(stores.accounts(), cache)),
                List.of(store, redis));
    }
}
