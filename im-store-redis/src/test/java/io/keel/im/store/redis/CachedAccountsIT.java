package io.keel.im.store.redis;

import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.AccountStore;
import io.keel.im.testkit.tck.AccountStoreTck;
import org.junit.jupiter.api.extension.RegisterExtension;

class CachedAccountsIT extends AccountStoreTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected AccountStore newAccounts() {
        return CachedAccounts.over(
                new MemoryStore().accounts(), RedisCache.over(engine.redis().process()));
    }
}
