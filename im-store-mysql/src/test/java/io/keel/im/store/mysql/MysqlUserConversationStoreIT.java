package io.keel.im.store.mysql;

import io.keel.im.testkit.tck.StoreFixture;
import io.keel.im.testkit.tck.UserConversationStoreTck;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlUserConversationStoreIT extends UserConversationStoreTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    @Override
    protected StoreFixture newStores() {
        return SCHEMA.fixture();
    }
}
