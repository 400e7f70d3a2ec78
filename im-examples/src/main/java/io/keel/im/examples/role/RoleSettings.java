package io.keel.im.examples.role;

import io.keel.im.job.FolderArchive;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.store.mysql.MysqlStoreBuilder;
import java.nio.file.Path;
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
        Secrets secrets) {

    /** A store, with its tables made if need be. */
    MysqlStoreBuilder store() {
        MysqlStoreBuilder builder = MysqlStore.builder(engines.mysql()).migrate(true);
        return archive == null ? builder : builder.archive(FolderArchive.in(archive));
    }
}
