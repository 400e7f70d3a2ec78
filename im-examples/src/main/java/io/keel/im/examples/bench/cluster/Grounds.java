package io.keel.im.examples.bench.cluster;

import io.keel.im.examples.bench.UnavailableException;
import io.keel.im.testkit.engine.MysqlEngine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** What all is measured on: the engines, with databases of this run's own, and the servers over them. Closing ends all of it. */
final class Grounds implements AutoCloseable {

    /** Any secret of 32 bytes: servers and load clients share it for this run. */
    static final String SECRET = "a-secret-for-the-benchmark-alone";

    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final EngineSet engines;
    private final List<String> databases = new ArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Grounds(EngineSet engines) {
        this.engines = engines;
    }

    /** Starts the engines. */
    static Grounds open() {
        return new Grounds(EngineSet.start());
    }

    EngineSet engines() {
        return engines;
    }

    /** A name that no earlier run has used. */
    String fresh(String name) {
        return name + "_" + run;
    }

    /** The URL of a database of this run's own. */
    String database(String name) {
        String fresh = fresh(name);
        if (!databases.contains(fresh)) {
            databases.add(fresh);
        }
        return engines.database(fresh);
    }

    /** What looks into a database. */
    Connection look(String database) throws SQLException {
        return keep(DriverManager.getConnection(database));
    }

    /** Starts the embedded server over a database. */
    Servers embedded(String database) throws IOException, UnavailableException {
        return keep(Servers.embedded(engines, database));
    }

    /** Starts the cluster over a database, and over the other engines. */
    Servers cluster(String database, int gateways) throws IOException, UnavailableException {
        Map<String, String> environment = new HashMap<>(engines.environment());
        environment.put(MysqlEngine.ADDRESS_VARIABLE, database);
        return keep(Servers.cluster(engines, environment, gateways));
    }

    /** What looks into the topics. */
    Admin topics() {
        return keep(Admin.create(Map.of("bootstrap.servers", engines.brokers())));
    }

    /** Closes this too, in turn. */
    <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        return opened;
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            quietly(each);
        }
        try (Connection connection = DriverManager.getConnection(engines.database("im"));
                Statement statement = connection.createStatement()) {
            for (String database : databases) {
                statement.execute("DROP DATABASE IF EXISTS " + database);
            }
        } catch (SQLException e) {
            System.err.println("! please drop " + databases + ": " + e.getMessage());
        }
        engines.close();
    }

    private static void quietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            System.err.println("! it did not end well: " + e);
        }
    }
}
