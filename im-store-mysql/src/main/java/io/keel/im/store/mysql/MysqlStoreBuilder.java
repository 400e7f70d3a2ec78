package io.keel.im.store.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import com.zaxxer.hikari.util.DriverDataSource;
import io.keel.im.guard.GuardSettings;
import io.keel.im.spi.ArchiveFiles;
import io.keel.im.spi.Sequencer;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Says how a store departs from the defaults; not safe for use by several threads. */
public final class MysqlStoreBuilder {

    /** How long to wait for a connection, in milliseconds. */
    private static final long CONNECTION_TIMEOUT = 3_000;

    /** What both drivers understand: statements are prepared once, and a server that is gone does not hold a thread for hours. */
    private static final String[][] DRIVER_OPTIONS = {
        {"useServerPrepStmts", "true"},
        {"cachePrepStmts", "true"},
        {"prepStmtCacheSize", "512"},
        {"prepStmtCacheSqlLimit", "65536"},
        {"connectTimeout", "3000"},
        {"socketTimeout", "10000"},
        {"tcpKeepAlive", "true"}
    };

    /**
     * What a process that stands still in the middle of a transaction has locked is let go, so that whoever takes its work over can
     * write; and who waits for a lock begins anew before its question times out. MariaDB alone reads what is in the comment.
     *
     * @see Database#limitTransactions
     */
    private static final String SESSION =
            "SET SESSION innodb_lock_wait_timeout = 5 /*M!100309 , SESSION idle_transaction_timeout = "
                    + Database.IDLE_TRANSACTION_SECONDS + " */";

    private final @Nullable DataSource dataSource;
    private final String url;
    private String user = "";
    private String password = "";
    private boolean migrate;
    private int connections = 8;
    private int writers = 2;
    private int rowsPerCommit = 2_000;
    private int rowCapacity = 200_000;
    private int queueCapacity = 10_000;
    private @Nullable Sequencer sequencer;
    private int cachedMembers = 200_000;
    private @Nullable ArchiveFiles archive;
    private Tracing tracing = Tracing.NONE;
    private ArchiveSegment.Limits archiveLimits = ArchiveSegment.Limits.DEFAULT;
    private UnaryOperator<GuardSettings> tuning = UnaryOperator.identity();
    private GuardSettings guard = GuardSettings.defaults();
    private Telemetry telemetry = Telemetry.NONE;
    private LongSupplier nanos = System::nanoTime;

    MysqlStoreBuilder(@Nullable DataSource dataSource, String url) {
        this.dataSource = dataSource;
        this.url = url;
    }

    /** Sets who connects, for a store with a pool of its own. Default: as the URL says. */
    public MysqlStoreBuilder credentials(String userName, String secret) {
        this.user = userName;
        this.password = secret;
        return this;
    }

    /**
     * Sets whether to make and change the tables at start, which takes Flyway on the class path. Default: not; the host applies the
     * files under {@code io/keel/im/store/mysql/migration} its own way.
     */
    public MysqlStoreBuilder migrate(boolean apply) {
        this.migrate = apply;
        return this;
    }

    /** Sets how many connections are used at once, for reading and for small changes. Default: 8. */
    public MysqlStoreBuilder connections(int count) {
        this.connections = atLeastOne("connections", count);
        return this;
    }

    /** Sets how many appending transactions may be under way at once, each on one more connection. Default: 2. */
    public MysqlStoreBuilder writers(int count) {
        this.writers = atLeastOne("writers", count);
        return this;
    }

    /**
     * Sets past how many rows no further batch joins a transaction, inbox rows included; one batch is never cut. Default: 2,000.
     */
    public MysqlStoreBuilder rowsPerCommit(int rows) {
        this.rowsPerCommit = atLeastOne("rowsPerCommit", rows);
        return this;
    }

    /** Sets how many rows may wait to be written; appends past it fail with {@code UNAVAILABLE}. Default: 200,000. */
    public MysqlStoreBuilder rowCapacity(int rows) {
        this.rowCapacity = atLeastOne("rowCapacity", rows);
        return this;
    }

    /**
     * Sets how many other calls may wait; those past it fail with {@code UNAVAILABLE}, as do those that come to a line that has not
     * moved for 2 s, and those that have stood in it for 3 s. Default: 10,000.
     */
    public MysqlStoreBuilder queueCapacity(int calls) {
        this.queueCapacity = atLeastOne("queueCapacity", calls);
        return this;
    }

    /**
     * Sets who allots seqs. Default: the store itself, in its transaction, so that a log has no gaps. With a sequencer a log has gaps,
     * and nothing is stored while it is away; seqs never repeat nor go back, whatever it forgets.
     */
    public MysqlStoreBuilder sequencer(Sequencer outside) {
        this.sequencer = outside;
        return this;
    }

    /** Sets how many members of write-diffused groups are remembered, of all groups together. Default: 200,000. */
    public MysqlStoreBuilder cachedMembers(int members) {
        this.cachedMembers = atLeastOne("cachedMembers", members);
        return this;
    }

    /**
     * Sets where archived content lies. Every process that reads a schema of which something was archived needs it. Default:
     * nowhere, and nothing can be archived.
     */
    public MysqlStoreBuilder archive(ArchiveFiles files) {
        this.archive = files;
        return this;
    }

    /**
     * Sets when questions fail at once instead of being asked; how many may be under way is {@link #queueCapacity}'s to say. Default:
     * when half of the calls of the last 5 seconds were not answered, or nine in ten took longer than 2 s, waiting included.
     */
    public MysqlStoreBuilder guard(GuardSettings settings) {
        this.guard = settings;
        return this;
    }

    /**
     * Has the guard's settings tuned while it works: given those set here, returns those that hold now, as by
     * {@code live::guard}. Default: they stay.
     */
    public MysqlStoreBuilder tuning(UnaryOperator<GuardSettings> tuning) {
        this.tuning = tuning;
        return this;
    }

    /**
     * Sets who hears how calls go, under the name {@code mysql}, and of transactions, and looks at queues and at the pool of the store's
     * own. Default: nobody.
     */
    public MysqlStoreBuilder telemetry(Telemetry hearer) {
        this.telemetry = hearer;
        return this;
    }

    /** Sets the monotonic clock, in nanoseconds, by which waits and the guard are kept. */
    public MysqlStoreBuilder nanos(LongSupplier source) {
        this.nanos = source;
        return this;
    }

    /** Sets what follows commands into the transactions that append them. Default: nothing. */
    public MysqlStoreBuilder tracing(Tracing follower) {
        this.tracing = follower;
        return this;
    }

    /** Sets how much is archived at once. For tests. */
    MysqlStoreBuilder archiveLimits(ArchiveSegment.Limits limits) {
        this.archiveLimits = limits;
        return this;
    }

    /**
     * Opens the store.
     *
     * @throws io.keel.im.ImException if the server cannot be reached, or its tables are not there
     */
    public MysqlStore build() {
        return new MysqlStore(this);
    }

    /** Makes the store's own pool; null where the host has one. */
    @Nullable
    HikariDataSource ownPool() {
        if (dataSource != null) {
            return null;
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("im-mysql");
        config.setJdbcUrl(url);
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        // One more, so that a worker lock takes nobody's place.
        config.setMaximumPoolSize(connections + writers + 1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SESSION);
        for (String[] option : DRIVER_OPTIONS) {
            if (!url.contains(option[0] + "=")) {
                config.addDataSourceProperty(option[0], option[1]);
            }
        }
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw SqlFailures.translate(e);
        }
    }

    DataSource dataSource() {
        if (dataSource == null) {
            throw new IllegalStateException("no pool of the host's");
        }
        return dataSource;
    }

    /** Migrations may take longer than any question: they come without the pool's limits. */
    DataSource migrationSource(DataSource pool) {
        return dataSource != null
                ? pool
                : new DriverDataSource(
                        url, null, new Properties(), user.isEmpty() ? null : user, user.isEmpty() ? null : password);
    }

    @Nullable
    Sequencer sequencer() {
        return sequencer;
    }

    boolean migrates() {
        return migrate;
    }

    int connections() {
        return connections;
    }

    int writers() {
        return writers;
    }

    int rowsPerCommit() {
        return rowsPerCommit;
    }

    int rowCapacity() {
        return rowCapacity;
    }

    int queueCapacity() {
        return queueCapacity;
    }

    int cachedMembers() {
        return cachedMembers;
    }

    @Nullable
    ArchiveFiles archive() {
        return archive;
    }

    Tracing tracing() {
        return tracing;
    }

    ArchiveSegment.Limits archiveLimits() {
        return archiveLimits;
    }

    Supplier<GuardSettings> guard() {
        return guard.tunedBy(tuning);
    }

    Telemetry telemetry() {
        return telemetry;
    }

    LongSupplier nanos() {
        return nanos;
    }

    /** The options of a driver by which a server that is gone holds nobody for hours, as far as a URL does not set them. */
    static Map<String, String> timeouts(String url) {
        Map<String, String> options = new HashMap<>();
        for (String[] option : DRIVER_OPTIONS) {
            if (option[0].endsWith("Timeout") && !url.contains(option[0] + "=")) {
                options.put(option[0], option[1]);
            }
        }
        return options;
    }

    private static int atLeastOne(String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(setting + ": " + value + " (expected: 1 or more)");
        }
        return value;
    }
}
