package io.keel.im.store.mysql;

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
        return version(handle).contains("MariaDB");
    }

    /** Returns what is not as it should be; empty for a server that can be trusted. */
    static List<String> doubts(Handle handle) {
        return read(handle).stream()
                .filter(setting -> !setting.sound())
                .map(setting -> setting.name() + ": " + setting.value() + " (expected: " + setting.expected() + ")")
                .toList();
    }

    /** Returns what the durability of a commit rests on. Without a binary log it matters to nobody whether that is synced. */
    static List<SchemaReport.Setting> read(Handle handle) {
        boolean logs = variable(handle, "log_bin") == 1;
        return List.of(
                setting(handle, "innodb_flush_log_at_trx_commit", "1"),
                setting(handle, "log_bin", ""),
                setting(handle, "sync_binlog", logs ? "1" : ""));
    }

    static String version(Handle handle) {
        return handle.select("SELECT VERSION()").mapTo(String.class).one();
    }

    private static SchemaReport.Setting setting(Handle handle, String name, String expected) {
        return new SchemaReport.Setting(name, Long.toString(variable(handle, name)), expected);
    }

    private static long variable(Handle handle, String name) {
        return handle.select("SELECT @@" + name).mapTo(Long.class).one();
    }
}
