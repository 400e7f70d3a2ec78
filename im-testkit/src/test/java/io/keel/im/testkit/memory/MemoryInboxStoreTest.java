package io.keel.im.testkit.memory;

import io.keel.im.testkit.tck.InboxStoreTck;
import io.keel.im.testkit.tck.StoreFixture;

class MemoryInboxStoreTest extends InboxStoreTck {
    @Override
    protected StoreFixture newStores() {
        return MemoryFixture.fresh();
    }
}
