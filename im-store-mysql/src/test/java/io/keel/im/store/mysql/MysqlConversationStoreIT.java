package io.keel.im.store.mysql;

import io.keel.im.testkit.tck.ConversationStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlConversationStoreIT extends ConversationStoreTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    @Override
    protected StoreFixture newStores() {
        return SCHEMA.fixture();
    }
}
