package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryStore;
import io.keel.im.testkit.tck.StoreFixture;

/** The in-memory ports as the suites want them. */
final class MemoryFixture {
    private MemoryFixture() {}

    static StoreFixture fresh() {
        MemoryStore store = new MemoryStore();
        return StoreFixture.of(store.conversations(), store.inboxes(), store.memberships(), store.userConversations());
    }
}
