package io.keel.im.store.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.keel.im.spi.Stores;
import io.keel.im.testkit.engine.MysqlEngine;
import io.keel.im.testkit.tck.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A schema of a test class's own, with the tables in it; gone when the class is done. */
final class Schema implements BeforeAllCallback, AfterAllCallback {

    private static final List<String> TABLES = List.of(
            "conversations",
            "messages",
            "message_user_relations",
            "inbox_heads",
            "message_removals",
            "`groups`",
            "group_members",
            "user_conversations",
            "users",
            "archived_blocks",
            "archive_files",
            "statistics_days",
            "statistics_runs",
            "statistics_senders");

    private final String name = "im_" + UUID.randomUUID().toString().replace("-", "");
    private String url = "";
    private @Nullable HikariDataSource dataSource;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        url = MysqlEngine.withDatabase(MysqlServer.of(context).address(), name);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(1);
        dataSource = new HikariDataSource(config);
        Migrations.apply(dataSource);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        sql("DROP DATABASE " + name);
        dataSource().close();
    }

    String url() {
        return url;
    }

    HikariDataSource dataSource() {
        if (dataSource == null) {
            throw new IllegalStateException("no test class is running");
        }
        return dataSource;
    }

    /** Runs a statement. */
    void sql(String statement, Object... values) {
        Jdbi.create(dataSource()).useHandle(handle -> handle.execute(statement, values));
    }

    /** Asks for rows. */
    List<Map<String, Object>> rows(String query, Object... values) {
        return Jdbi.create(dataSource())
                .withHandle(handle -> handle.select(query, values).mapToMap().list());
    }

    long number(String query, Object... values) {
        return Jdbi.create(dataSource())
                .withHandle(
                        handle -> handle.select(query, values).mapTo(Long.class).one());
    }

    /** Opens a store over what is there. */
    MysqlStore store() {
        return store(builder -> builder);
    }

    MysqlStore store(UnaryOperator<MysqlStoreBuilder> settings) {
        return settings.apply(MysqlStore.builder(dataSource()).connections(4)).build();
    }

    /** Opens a store over empty tables. */
    MysqlStore emptyStore() {
        return emptyStore(builder -> builder);
    }

    MysqlStore emptyStore(UnaryOperator<MysqlStoreBuilder> settings) {
        TABLES.forEach(table -> sql("DELETE FROM " + table));
        sql("UPDATE statistics_mark SET open_from = 0");
        sql("UPDATE archive_mark SET message_id = 0");
        return store(settings);
    }

    /** The ports over empty tables, as the suites want them. */
    StoreFixture fixture() {
        MysqlStore store = emptyStore();
        Stores ports = store.stores();
        StoreFixture fixture =
                StoreFixture.of(ports.conversations(), ports.inboxes(), ports.memberships(), ports.userConversations());
        return new ClosingFixture(fixture, store);
    }

    /** A class within a class has the schema of the outer one. */
    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().isAnnotationPresent(Nested.class);
    }

    private record ClosingFixture(StoreFixture ports, MysqlStore store) implements StoreFixture {

        @Override
        public io.keel.im.spi.ConversationStore conversations() {
            return ports.conversations();
        }

        @Override
        public io.keel.im.spi.InboxStore inboxes() {
            return ports.inboxes();
        }

        @Override
        public io.keel.im.spi.MembershipStore memberships() {
            return ports.memberships();
        }

        @Override
        public io.keel.im.spi.UserConversationStore userConversations() {
            return ports.userConversations();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
