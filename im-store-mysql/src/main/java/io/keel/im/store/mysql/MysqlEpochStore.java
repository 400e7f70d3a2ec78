package io.keel.im.store.mysql;

import io.keel.im.spi.EpochStore;
import java.util.concurrent.CompletionStage;

/** The epoch: one row, made by the migration. */
final class MysqlEpochStore implements EpochStore {

    static final String READ = "SELECT epoch FROM epoch WHERE id = 1";

    private final Database database;

    MysqlEpochStore(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<String> epoch() {
        return database.ask(handle -> handle.select(READ).mapTo(String.class).one());
    }
}
