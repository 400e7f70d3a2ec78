package io.keel.im.testkit.memory;

import io.keel.im.testkit.tck.ConversationStoreTck;
import io.keel.im.testkit.tck.StoreFixture;

class MemoryConversationStoreTest extends ConversationStoreTck {
    @Override
    protected StoreFixture newStores() {
        return MemoryFixture.fresh();
    }
}
