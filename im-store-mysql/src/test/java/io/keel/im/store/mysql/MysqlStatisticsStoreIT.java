package io.keel.im.store.mysql;

import io.keel.im.spi.StatisticsStore;
import io.keel.im.testkit.tck.StatisticsStoreTck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class MysqlStatisticsStoreIT extends StatisticsStoreTck {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private @Nullable MysqlStore store;

    @Override
    protected StatisticsStore newStatistics() {
        store = SCHEMA.emptyStore();
        return store.statistics();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }
}
