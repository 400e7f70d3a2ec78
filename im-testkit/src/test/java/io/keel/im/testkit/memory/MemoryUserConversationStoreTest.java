package io.keel.im.testkit.memory;

import io.keel.im.testkit.tck.StoreFixture;
import io.keel.im.testkit.tck.UserConversationStoreTck;

class MemoryUserConversationStoreTest extends UserConversationStoreTck {
    @Override
    protected StoreFixture newStores() {
        return MemoryFixture.fresh();
    }
}
