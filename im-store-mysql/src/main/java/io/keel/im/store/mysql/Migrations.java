package io.keel.im.store.mysql;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Applies the migrations by Flyway: of several processes that start at once one does it, and the others find it done. Flyway's own
 * lock comes after it has looked at an empty schema and made its history, which two must not do at once either; so there is one
 * around all of it.
 */
final class Migrations {

    private static final String LOCATION = "classpath:io/keel/im/store/mysql/migration";

    /** Apart from the history of the host's own migrations, which may be in the same schema. */
    private static final String HISTORY = "im_schema_history";

    /** A lock of the server's that ends with its connection; each schema has its own. */
    private static final String LOCK = "LEFT(CONCAT('im-migrations:', COALESCE(DATABASE(), '')), 64)";

    /** Waits for less than a socket may be silent. */
    private static final String TAKE = "SELECT GET_LOCK(" + LOCK + ", 5)";

    private static final String RELEASE = "SELECT RELEASE_LOCK(" + LOCK + ")";

    /** A minute in all. */
    private static final int TRIES = 12;

    private Migrations() {}

    static void apply(DataSource dataSource) {
        try (Connection lock = dataSource.getConnection()) {
            take(lock);
            try {
                flyway(dataSource).migrate();
            } finally {
                ask(lock, RELEASE);
            }
        } catch (FlywayException | SQLException e) {
            throw new ImException(ErrorCode.UNAVAILABLE, "the tables of the store cannot be migrated", e);
        }
    }

    private static void take(Connection lock) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            if (ask(lock, TAKE)) {
                return;
            }
        }
        throw new SQLException("another process has been migrating the tables for a minute");
    }

    private static boolean ask(Connection lock, String question) throws SQLException {
        try (PreparedStatement statement = lock.prepareStatement(question);
                ResultSet answer = statement.executeQuery()) {
            return answer.next() && answer.getInt(1) == 1;
        }
    }

    /** Tells what became of each migration; changes nothing. */
    static List<SchemaReport.Migration> compare(DataSource dataSource) {
        try {
            return Arrays.stream(flyway(dataSource).info().all())
                    .filter(info -> info.getVersion() != null && !info.getType().isBaseline())
                    .map(info -> new SchemaReport.Migration(
                            info.getVersion().getVersion(), info.getDescription(), state(info)))
                    .toList();
        } catch (FlywayException e) {
            throw new ImException(ErrorCode.UNAVAILABLE, "the tables of the store cannot be looked at", e);
        }
    }

    private static SchemaReport.State state(MigrationInfo info) {
        MigrationState state = info.getState();
        if (!state.isApplied()) {
            return SchemaReport.State.PENDING;
        } else if (state.isFailed()) {
            return SchemaReport.State.FAILED;
        } else if (!state.isResolved()) {
            return SchemaReport.State.UNKNOWN;
        }
        return info.isChecksumMatching() ? SchemaReport.State.APPLIED : SchemaReport.State.CHANGED;
    }

    private static Flyway flyway(DataSource dataSource) {
        try {
            return Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(LOCATION)
                    .table(HISTORY)
                    // The schema may hold the host's tables already.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "migrate: Flyway is missing (add org.flywaydb:flyway-core and org.flywaydb:flyway-mysql, or apply "
                            + LOCATION + " your own way)",
                    e);
        }
    }
}
