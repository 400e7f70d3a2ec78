package io.keel.im.store.mysql;

import com.zaxxer.hikari.util.DriverDataSource;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.guard.Guard;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.EpochStore;
import io.keel.im.spi.MembershipStore;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What those who operate a store look up in it, and the one thing that they do to it. It needs no tables to be there, and no
 * question of it reads what was said.
 *
 * <pre>{@code
 * try (MysqlAdmin admin = MysqlAdmin.open(url)) {
 *     SchemaReport report = admin.schema().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>A failed stage bears {@code UNAVAILABLE}, or {@code INTERNAL} where there are no tables. Safe for use by several threads; one
 * connection is used at a time.
 */
public final class MysqlAdmin implements AutoCloseable {

    private static final int WAITING_QUESTIONS = 1_000;

    private static final String HEAD =
            "SELECT head_seq, head_count, head_message_id, membership_version FROM conversations WHERE conversation_id = ?";
    private static final String GROUP = "SELECT " + GroupColumns.GROUP + " FROM `groups` g WHERE g.group_id = ?";
    private static final String RENEW = "UPDATE epoch SET epoch = UUID() WHERE id = 1";

    private final DataSource dataSource;
    private final Database database;
    private final MembershipStore memberships;
    private final EpochStore epochs;

    private MysqlAdmin(DataSource dataSource) {
        this.dataSource = dataSource;
        MysqlStoreBuilder settings =
                MysqlStore.builder(dataSource).connections(1).queueCapacity(WAITING_QUESTIONS);
        Guard guard = Guard.of("mysql", settings.guard(), settings.telemetry(), settings.nanos());
        this.database = new Database(Jdbi.create(dataSource), false, settings, guard);
        this.memberships = new MysqlMembershipStore(database, new RosterCache(1));
        this.epochs = new MysqlEpochStore(database);
    }

    /**
     * Opens it with connections of its own, one for each question.
     *
     * @param url names the schema that holds the tables, as for {@link MysqlStore#builder(String)}
     */
    public static MysqlAdmin open(String url) {
        Properties options = new Properties();
        MysqlStoreBuilder.timeouts(url).forEach(options::setProperty);
        return new MysqlAdmin(new DriverDataSource(url, null, options, null, null));
    }

    /** Makes it over a pool of the host's, such as {@link MysqlStore#dataSource()}, which is never closed here. */
    public static MysqlAdmin over(DataSource dataSource) {
        return new MysqlAdmin(dataSource);
    }

    /**
     * Compares the tables with what this version of the store expects, and looks whether the server keeps what it has committed.
     * Changes nothing. Takes Flyway on the class path, and tells of migrations that Flyway has applied.
     */
    public CompletionStage<SchemaReport> schema() {
        return database.ask(handle -> new SchemaReport(
                ServerSettings.version(handle), Migrations.compare(dataSource), ServerSettings.read(handle)));
    }

    /** Looks a conversation up; empty when it has no log, as a direct one before its first message. */
    public CompletionStage<Optional<ConversationFacts>> conversation(ConversationId conversation) {
        return database.ask(handle -> {
            Optional<Group> group = conversation.group().flatMap(id -> group(handle, id));
            return handle.select(HEAD, conversation.value())
                    .map((row, context) -> new ConversationFacts(
                            conversation,
                            row.getLong(1),
                            row.getLong(2),
                            SnowflakeIds.millisOf(row.getLong(3)),
                            row.getLong(4),
                            group))
                    .findOne();
        });
    }

    /** Looks a group up; disbanded ones are found as well. */
    public CompletionStage<Optional<Group>> group(GroupId group) {
        return database.ask(handle -> group(handle, group));
    }

    /**
     * Lists members in byte order of their names.
     *
     * @param after the name to list after, exclusive; empty for the start
     * @param limit how many at most
     */
    public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
        return memberships.members(group, after, limit);
    }

    /** Returns the present epoch. */
    public CompletionStage<String> epoch() {
        return epochs.epoch();
    }

    /**
     * Begins a new epoch, which is to be done after a restore from a backup: gateways notice within a few seconds and close all
     * connections with 1001, and clients that come back hold all they remember for void.
     *
     * <p>It tells clients alone. Whatever else remembers the store of before, caches of logic and of Redis, has to be emptied: end
     * the processes before the restore, and start Redis without its data.
     *
     * @return the new epoch
     */
    public CompletionStage<String> renewEpoch() {
        return database.change(handle -> {
            handle.execute(RENEW);
            return handle.select(MysqlEpochStore.READ).mapTo(String.class).one();
        });
    }

    /** Lets what is under way end. Closing twice is harmless. */
    @Override
    public void close() {
        database.close();
    }

    private static Optional<Group> group(Handle handle, GroupId group) {
        return handle.select(GROUP, group.value())
                .map((row, context) -> GroupColumns.group(row, 1))
                .findOne();
    }
}
