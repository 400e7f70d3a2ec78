package io.keel.im.examples.bench.cluster;

import io.keel.im.examples.bench.KeelGroups;
import io.keel.im.examples.bench.RoundFailedException;
import io.keel.im.examples.bench.UnavailableException;
import io.keel.im.examples.wire.KeelAccess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** One run: one node over MySQL and the whole path through the cluster, in turn with the ceilings of their engines. */
public final class ClusterBench {

    /** What can be measured. */
    public static final List<String> SCENARIOS = List.of("node", "direct", "room", "alone", "crowd");

    /** Members of the room whose rate is measured, and how many of them are online. */
    private static final int ROOM = 1_000;

    private static final int ROOM_ONLINE = 8;
    private static final int ROOM_FIRST = 20_000;
    private static final int CROWD_FIRST = 30_000;

    private final ClusterSettings settings;
    private final Report report = new Report();
    private final long startedAt = System.nanoTime();

    private ClusterBench(ClusterSettings settings) {
        this.settings = settings;
    }

    /**
     * Measures what the settings name.
     *
     * @return what was found
     * @throws IOException when something does not start, or ends amid the run
     */
    public static Report run(ClusterSettings settings) throws IOException {
        ClusterBench bench = new ClusterBench(settings);
        try (Grounds grounds = Grounds.open()) {
            bench.measure(grounds);
        } catch (UnavailableException | RoundFailedException | SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        return bench.report;
    }

    private void measure(Grounds grounds) throws IOException, UnavailableException, RoundFailedException, SQLException {
        progress("the engines serve");
        if (settings.scenarios().contains("node")) {
            new NodeRace(settings, report, this::progress).run(grounds);
        }
        if (settings.scenarios().stream().anyMatch(name -> !name.equals("node"))) {
            cluster(grounds);
        }
    }

    private void cluster(Grounds grounds) throws IOException, UnavailableException, RoundFailedException, SQLException {
        progress("starting the cluster");
        String database = grounds.database("bench_cluster");
        Servers servers = grounds.cluster(database, settings.gateways());
        Connection rows = grounds.look(database);
        Admin topics = grounds.topics();
        PathRace race = new PathRace(settings, report, this::progress, grounds, topics);
        if (settings.scenarios().contains("direct") || settings.scenarios().contains("alone")) {
            Course.Crowd pairs = new Course.Crowd(
                    "direct",
                    0,
                    2 * settings.pairs(),
                    1,
                    "pairs pairs=" + settings.pairs() + " window=" + settings.window());
            Course course = grounds.keep(Course.open(pairs, servers, rows, topics));
            if (settings.scenarios().contains("direct")) {
                race.enter("direct", course, rows);
            }
        }
        if (settings.scenarios().contains("room")) {
            String room = grounds.fresh("room");
            KeelGroups.create(
                    new KeelAccess(Grounds.SECRET),
                    servers.ports().get(0),
                    new KeelGroups.Plan(room, ROOM_FIRST, ROOM, "READ"));
            Course.Crowd crowd = new Course.Crowd(
                    "room",
                    ROOM_FIRST,
                    ROOM_ONLINE,
                    ROOM_ONLINE - 1,
                    "room room=" + room + " senders=" + ROOM_ONLINE + " window=" + settings.window());
            race.enter("room", grounds.keep(Course.open(crowd, servers, rows, topics)), rows);
        }
        race.run();
    }

    private void progress(String line) {
        System.err.printf("[%4d s] %s%n", (System.nanoTime() - startedAt) / 1_000_000_000L, line);
    }
}
