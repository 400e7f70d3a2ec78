package io.keel.im.examples.docs;

import io.keel.im.examples.docs.OwnStoreTest.CountingStore;
import io.keel.im.memory.MemoryStore;
import io.keel.im.testkit.tck.ConversationStoreTck;
import io.keel.im.testkit.tck.StoreFixture;

// docs: store-kit
/** The whole of what ConversationStore promises, on fresh state for each test. */
class CountingStoreTest extends ConversationStoreTck {

    @Override
    protected StoreFixture newStores() {
        MemoryStore memory = new MemoryStore(); // yours: an empty schema
        return StoreFixture.of(
                new CountingStore(memory.conversations()),
                memory.inboxes(),
                memory.memberships(),
                memory.userConversations());
    }
}
// docs: end
