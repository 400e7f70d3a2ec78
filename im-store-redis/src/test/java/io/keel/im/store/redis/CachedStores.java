package io.keel.im.store.redis;

import io.keel.im.memory.MemoryStore;
import io.keel.im.testkit.tck.StoreFixture;

/** Stores in memory behind the caches. */
final class CachedStores {

    private CachedStores() {}

    static StoreFixture over(RedisConnection redis) {
        MemoryStore store = new MemoryStore();
        RedisCache cache = RedisCache.over(redis);
        return StoreFixture.of(
                CachedConversations.over(store.conversations(), cache),
                store.inboxes(),
                CachedMemberships.over(store.memberships(), cache),
                store.userConversations());
    }
}
