package io.keel.im.store.redis;

import io.keel.im.testkit.tck.MembershipStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class CachedMembershipsIT extends MembershipStoreTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected StoreFixture newStores() {
        return CachedStores.over(engine.redis().process());
    }
}
