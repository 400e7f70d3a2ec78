package io.keel.im.store.mysql;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at start whether the server keeps what it has committed when it or its machine dies. */
final class ServerSettings {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSettings.class);

    private ServerSettings() {}

    /** Warns of each setting by which {@code sent} would promise more than the server keeps. */
    static void check(Handle handle) {
        doubts(handle)
                .forEach(doubt ->
                        LOG.warn("MESSAGES CAN BE LOST though their senders were told they are stored: {}", doubt));
    }

    static boolean isMariadb(Handle handle) {
        return handle.select("SELECT VERSION()").mapTo(String.class).one().contains("MariaDB");
    }

    /** Returns what is not as it should be; empty for a server that can be trusted. */
    static List<String> doubts(Handle handle) {
        List<String> doubts = new ArrayList<>();
        expectOne(handle, "innodb_flush_log_at_trx_commit", doubts);
        if (variable(handle, "log_bin") == 1) {
            expectOne(handle, "sync_binlog", doubts);
        }
        return doubts;
    }

    private static void expectOne(Handle handle, String name, List<String> doubts) {
        long value = variable(handle, name);
        if (value != 1) {
            doubts.add(name + ": " + value + " (expected: 1)");
        }
    }

    private static long variable(Handle handle, String name) {
        return handle.select("SELECT @@" + name).mapTo(Long.class).one();
    }
}
