package io.keel.im.examples.role;

import io.keel.im.job.FolderArchive;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.store.mysql.MysqlStoreBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a role is told.
 *
 * @param name what the process is called
 * @param listen the address to listen on, empty for all
 * @param advertise the host under which others reach it
 * @param port the port of HTTP, 0 for any
 * @param grpcPort the port of gRPC, 0 for any
 * @param engines where the engines are
 * @param archive where what old messages say is kept; null for nowhere
 * @param drain how long clients, or calls in flight, may take when it ends
 * @param secrets what the processes share
 */
record RoleSettings(
        String name,
        String listen,
        String advertise,
        int port,
        int grpcPort,
        EngineAddresses engines,
        @Nullable Path archive,
        Duration drain,
        Secrets secrets) {

    /** For the registry to be heard, for batches in hand, and for what else closes. */
    private static final Duration REST = Duration.ofSeconds(15);

    /** How long all of its end may take. */
    Duration end() {
        return drain.plus(REST);
    }

    /** A store, with its tables made if need be. */
    MysqlStoreBuilder store() {
        MysqlStoreBuilder builder = MysqlStore.builder(engines.mysql()).migrate(true);
        return archive == null ? builder : builder.archive(FolderArchive.in(archive));
    }
}
