package io.keel.im.store.mysql;

import io.keel.im.spi.AccountStore;
import io.keel.im.testkit.tck.AccountStoreTck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlAccountStoreIT extends AccountStoreTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private @Nullable MysqlStore store;

    @Override
    protected AccountStore newAccounts() {
        store = SCHEMA.emptyStore();
        return store.stores().accounts();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }
}
