package io.keel.im.store.redis;

import io.keel.im.testkit.tck.ConversationStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class CachedConversationsIT extends ConversationStoreTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected StoreFixture newStores() {
        return CachedStores.over(engine.redis().process());
    }
}
