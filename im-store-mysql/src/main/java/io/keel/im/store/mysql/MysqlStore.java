package io.keel.im.store.mysql;

import com.zaxxer.hikari.HikariDataSource;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.guard.Guard;
import io.keel.im.spi.ArchiveFiles;
import io.keel.im.spi.MessageArchive;
import io.keel.im.spi.StatisticsStore;
import io.keel.im.spi.Stores;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.Gauge;
import io.keel.im.spi.telemetry.GaugeTelemetry;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * All stores on MySQL 8.4 or later, or MariaDB 10.11 or later.
 *
 * <pre>{@code
 * try (MysqlStore store = MysqlStore.builder(dataSource).build();
 *         EmbeddedIm im = EmbeddedIm.builder(authenticator).stores(store.stores()).build()) {
 *     // give im.gateway() to a transport
 * }
 * }</pre>
 *
 * <p><b>Durability.</b> What was appended is committed before it is told. The server must flush at each commit: it is asked at
 * start, and a warning is logged if it does not.
 *
 * <p><b>Threads.</b> No caller waits for the database: stages end on threads of this store. Its queues are bounded; what does
 * not fit, and everything while the server is away, fails with {@code UNAVAILABLE}. Questions stand behind a {@link Guard}: while
 * hardly any is answered they fail at once. Appends are tried always.
 *
 * <p><b>Several processes</b> may use one schema, each with a worker id of its own for its ids; where there is no registry to
 * give it one, {@link MysqlWorkerIds} do.
 */
public final class MysqlStore implements AutoCloseable {

    private final @Nullable HikariDataSource own;
    private final DataSource dataSource;
    private final Guard guard;
    private final Database database;
    private final GroupCommit commits;
    private final Stores stores;
    private final StatisticsStore statistics;
    private final @Nullable MessageArchive archive;
    private final List<Watch> watches;

    MysqlStore(MysqlStoreBuilder builder) {
        this.own = builder.ownPool();
        this.dataSource = own == null ? builder.dataSource() : own;
        this.guard = Guard.of("mysql", builder.guard(), builder.telemetry(), builder.nanos());
        this.database = new Database(Jdbi.create(() -> autoCommitting(dataSource)), own != null, builder, guard);
        this.commits = new GroupCommit(
                database,
                builder.sequencer(),
                new GroupCommit.Bounds(builder.writers(), builder.rowsPerCommit(), builder.rowCapacity()),
                builder.telemetry(),
                builder.tracing());
        this.watches = watches(builder.telemetry());
        ArchiveFiles files = builder.archive();
        ArchiveReader reader = new ArchiveReader(database, files);
        this.archive = files == null ? null : new MysqlArchive(database, files, builder.archiveLimits());
        this.stores = new Stores(
                new MysqlConversationStore(database, commits, reader),
                new MysqlInboxStore(database, reader),
                new MysqlMembershipStore(database, new RosterCache(builder.cachedMembers())),
                new MysqlUserConversationStore(database),
                new MysqlAccountStore(database),
                new MysqlEpochStore(database));
        this.statistics = new MysqlStatisticsStore(database);
        try {
            if (builder.migrates()) {
                Migrations.apply(builder.migrationSource(dataSource));
            }
            database.askNow(handle -> {
                ServerSettings.check(handle);
                if (own != null && !ServerSettings.isMariadb(handle)) {
                    database.limitTransactions();
                }
                return requireTables(handle.select(MysqlEpochStore.READ)
                        .mapTo(String.class)
                        .list()
                        .isEmpty());
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a store over a pool of the host's, which is never closed here.
     *
     * @param dataSource hands out connections to the schema that holds the tables
     */
    public static MysqlStoreBuilder builder(DataSource dataSource) {
        return new MysqlStoreBuilder(dataSource, "");
    }

    /**
     * Starts a store with a pool of its own.
     *
     * @param url names the schema that holds the tables, with the user and password if need be; its scheme tells which driver is
     *     taken, which has to be on the class path
     */
    public static MysqlStoreBuilder builder(String url) {
        return new MysqlStoreBuilder(null, url);
    }

    /** The ports. */
    public Stores stores() {
        return stores;
    }

    /** Where jobs count what was said. */
    public StatisticsStore statistics() {
        return statistics;
    }

    /**
     * Moves what old messages say to the files that this store was given.
     *
     * @throws IllegalStateException if it was given none
     */
    public MessageArchive archive() {
        if (archive == null) {
            throw new IllegalStateException("this store was given no archive (see MysqlStoreBuilder.archive)");
        }
        return archive;
    }

    /** Tells whether questions are being asked at present. */
    public BreakerState breaker() {
        return guard.state();
    }

    /** What connections are taken from, for {@link MysqlWorkerIds}. */
    public DataSource dataSource() {
        return dataSource;
    }

    Database database() {
        return database;
    }

    /** Lets what is under way end, for up to 10 seconds, and closes the pool if it is its own. Closing twice is harmless. */
    @Override
    public void close() {
        watches.forEach(Watch::close);
        commits.close();
        database.close();
        if (own != null) {
            own.close();
        }
    }

    private List<Watch> watches(GaugeTelemetry telemetry) {
        List<Watch> all = new ArrayList<>();
        all.add(telemetry.gauge(Gauge.QUEUE, "mysql", database::waiting));
        all.add(telemetry.gauge(Gauge.QUEUE, "mysql-rows", commits::waitingRows));
        if (own != null) {
            HikariDataSource pool = own;
            all.add(telemetry.gauge(
                    Gauge.POOL_ACTIVE, "mysql", () -> pool.getHikariPoolMXBean().getActiveConnections()));
            all.add(telemetry.gauge(
                    Gauge.POOL_IDLE, "mysql", () -> pool.getHikariPoolMXBean().getIdleConnections()));
            all.add(telemetry.gauge(
                    Gauge.POOL_WAITING,
                    "mysql",
                    () -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection()));
        }
        return all;
    }

    private static boolean requireTables(boolean missing) {
        if (missing) {
            throw new ImException(ErrorCode.UNAVAILABLE, "the table epoch is empty");
        }
        return true;
    }

    /** A host's pool may hand out connections that wait for a commit after each question. */
    private static Connection autoCommitting(DataSource dataSource) throws java.sql.SQLException {
        Connection connection = dataSource.getConnection();
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        return connection;
    }
}
