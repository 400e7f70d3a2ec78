package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.AccountStore;
import io.keel.im.testkit.tck.AccountStoreTck;

class MemoryAccountStoreTest extends AccountStoreTck {
    @Override
    protected AccountStore newAccounts() {
        return new MemoryStore().accounts();
    }
}
