package io.keel.im.store.mysql;

import io.keel.im.spi.EpochStore;
import io.keel.im.testkit.engine.MysqlEngine;
import io.keel.im.testkit.tck.EpochStoreTck;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlEpochStoreIT extends EpochStoreTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private final List<MysqlStore> opened = new ArrayList<>();
    private final List<String> made = new ArrayList<>();

    @Override
    protected EpochStore newEpochs() {
        String name = "im_" + UUID.randomUUID().toString().replace("-", "");
        made.add(name);
        MysqlStore store = MysqlStore.builder(MysqlEngine.withDatabase(SCHEMA.url(), name))
                .migrate(true)
                .connections(1)
                .writers(1)
                .build();
        opened.add(store);
        return store.stores().epochs();
    }

    @AfterEach
    void close() {
        opened.forEach(MysqlStore::close);
        made.forEach(name -> SCHEMA.sql("DROP DATABASE " + name));
    }
}
