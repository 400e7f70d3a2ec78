package io.keel.im.store.mysql;

import io.keel.im.testkit.tck.MembershipStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlMembershipStoreIT extends MembershipStoreTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    @Override
    protected StoreFixture newStores() {
        return SCHEMA.fixture();
    }
}
