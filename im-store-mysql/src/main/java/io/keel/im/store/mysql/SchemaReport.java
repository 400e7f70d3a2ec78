package io.keel.im.store.mysql;

import java.util.List;

/**
 * What the tables and the server are like.
 *
 * @param server what the server calls itself, such as {@code 10.11.6-MariaDB}
 * @param migrations those that this version of the store knows and those that were applied, in order
 * @param settings those of the server that {@code sent} rests on
 */
public record SchemaReport(String server, List<Migration> migrations, List<Setting> settings) {

    /** Copies the lists. */
    public SchemaReport {
        migrations = List.copyOf(migrations);
        settings = List.copyOf(settings);
    }

    /** Tells whether all is as this version of the store expects it: every migration applied, every setting durable. */
    public boolean sound() {
        return migrations.stream().allMatch(migration -> migration.state() == State.APPLIED)
                && settings.stream().allMatch(Setting::sound);
    }

    /** What became of a migration. */
    public enum State {
        /** It was applied, as this version knows it. */
        APPLIED,
        /** It was not applied yet; also where a host applies the files its own way, of which nothing is recorded here. */
        PENDING,
        /** It was begun and failed. */
        FAILED,
        /** It was applied, and its file is another now. */
        CHANGED,
        /** It was applied and this version knows nothing of it: the tables are of a newer one. */
        UNKNOWN
    }

    /**
     * A migration.
     *
     * @param version its number
     * @param description what it is called
     * @param state what became of it
     */
    public record Migration(String version, String description, State state) {}

    /**
     * A setting of the server.
     *
     * @param name the server's name for it
     * @param value what it is
     * @param expected what it has to be; empty where any value will do
     */
    public record Setting(String name, String value, String expected) {

        /** Tells whether it is as it has to be. */
        public boolean sound() {
            return expected.isEmpty() || expected.equals(value);
        }
    }
}
