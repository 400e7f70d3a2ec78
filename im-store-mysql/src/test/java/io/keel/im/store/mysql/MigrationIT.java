package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.testkit.engine.MysqlEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tables, and the settings of the server, at start. */
class MigrationIT {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private final String name = "im_" + UUID.randomUUID().toString().replace("-", "");
    private final String url = MysqlEngine.withDatabase(SCHEMA.url(), name);

    @AfterEach
    void drop() {
        SCHEMA.sql("DROP DATABASE IF EXISTS " + name);
    }

    @Test
    void storesThatStartTogetherMigrateOnce() throws Exception {
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(() -> {
                try (MysqlStore store = open(true)) {
                    return store.stores().epochs().epoch().toCompletableFuture().get();
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(starts.size());
        List<String> epochs = new ArrayList<>();
        for (Future<String> each : threads.invokeAll(starts)) {
            epochs.add(each.get());
        }
        threads.shutdown();

        assertThat(epochs).hasSize(4).containsOnly(epochs.get(0));
        try (MysqlStore again = open(true)) {
            assertThat(again.stores().epochs().epoch().toCompletableFuture().get())
                    .isEqualTo(epochs.get(0));
        }
    }

    @Test
    void tablesAreNotMadeUnlessAskedFor() {
        assertThatThrownBy(() -> open(false))
                .isInstanceOfSatisfying(
                        ImException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(SCHEMA.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = ?", name))
                .isEmpty();
    }

    @Test
    void tablesOfTheHostInTheSameSchemaAreLeftAlone() throws Exception {
        SCHEMA.sql("CREATE DATABASE " + name);
        SCHEMA.sql("CREATE TABLE " + name + ".orders (id INT PRIMARY KEY)");
        SCHEMA.sql("CREATE TABLE " + name + ".flyway_schema_history (installed_rank INT PRIMARY KEY)");

        open(true).close();

        assertThat(SCHEMA.rows("SELECT * FROM " + name + ".flyway_schema_history"))
                .isEmpty();
        assertThat(SCHEMA.number("SELECT COUNT(*) FROM " + name + ".epoch")).isEqualTo(1);
    }

    @Test
    void serverThatDoesNotFlushIsDoubted() {
        assertThat(doubts()).isEmpty();

        SCHEMA.sql("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
        try {
            assertThat(doubts()).containsExactly("innodb_flush_log_at_trx_commit: 2 (expected: 1)");
        } finally {
            SCHEMA.sql("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        }
    }

    private static List<String> doubts() {
        return Jdbi.create(SCHEMA.dataSource()).withHandle(ServerSettings::doubts);
    }

    private MysqlStore open(boolean migrate) {
        return MysqlStore.builder(url)
                .migrate(migrate)
                .connections(1)
                .writers(1)
                .build();
    }
}
