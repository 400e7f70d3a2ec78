package io.keel.im.store.mysql;

import io.keel.im.testkit.tck.InboxStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlInboxStoreIT extends InboxStoreTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    @Override
    protected StoreFixture newStores() {
        return SCHEMA.fixture();
    }
}
