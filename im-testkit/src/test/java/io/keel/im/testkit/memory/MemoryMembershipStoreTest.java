package io.keel.im.testkit.memory;

import io.keel.im.testkit.tck.MembershipStoreTck;
import io.keel.im.testkit.tck.StoreFixture;

class MemoryMembershipStoreTest extends MembershipStoreTck {
    @Override
    protected StoreFixture newStores() {
        return MemoryFixture.fresh();
    }
}
