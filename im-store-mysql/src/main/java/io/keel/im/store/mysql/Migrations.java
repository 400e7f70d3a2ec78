package io.keel.im.store.mysql;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Applies the migrations by Flyway, which takes a lock: of several processes that start at once one does it. */
final class Migrations {

    private static final String LOCATION = "classpath:io/keel/im/store/mysql/migration";

    /** Apart from the history of the host's own migrations, which may be in the same schema. */
    private static final String HISTORY = "im_schema_history";

    private Migrations() {}

    static void apply(DataSource dataSource) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(LOCATION)
                    .table(HISTORY)
                    // The schema may hold the host's tables already.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ImException(ErrorCode.UNAVAILABLE, "the tables of the store cannot be migrated", e);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "migrate: Flyway is missing (add org.flywaydb:flyway-core and org.flywaydb:flyway-mysql, or apply "
                            + LOCATION + " your own way)",
                    e);
        }
    }
}
