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

    /** A room is one log, and so one partition: as much is on its way as fills a batch while the one before is stored. */
    private static final int ROOM_WINDOW = 240;

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
        Site site = new Site(servers, grounds.look(database), grounds.topics());
        BusCeiling bus =
                grounds.keep(BusCeiling.open(site.topics(), grounds.engines().brokers()));
        PathRace race = new PathRace(settings, report, this::progress, grounds, bus);
        if (settings.scenarios().contains("direct") || settings.scenarios().contains("alone")) {
            Course course = grounds.keep(Course.open(pairs(), site.servers(), site.rows(), site.topics()));
            if (settings.scenarios().contains("direct")) {
                race.enter("direct", course, site.rows());
            }
            if (settings.scenarios().contains("alone")) {
                new LoneMessage(settings, report, this::progress, grounds, bus).run(course, site.rows());
            }
        }
        if (settings.scenarios().contains("room")) {
            Room room = new Room("room", grounds.fresh("room"), ROOM_FIRST, ROOM_ONLINE);
            race.enter("room", grounds.keep(open(room, ROOM, room.load(ROOM_ONLINE, ROOM_WINDOW), site)), site.rows());
        }
        race.run();
        if (settings.scenarios().contains("crowd")) {
            progress("gathering " + settings.members() + " members online");
            Room crowd = new Room("crowd", grounds.fresh("crowd"), CROWD_FIRST, settings.members());
            try (Course course = open(crowd, settings.members(), crowd.load(1, 1), site)) {
                new LargeRoom(settings, report, this::progress).run(course);
            }
        }
    }

    /** Where it is measured: the servers, and what looks into their database and their topics. */
    private record Site(Servers servers, Connection rows, Admin topics) {}

    /** A read-diffused group of which so many members are online, the first users from one on. */
    private record Room(String name, String group, int first, int online) {

        Course.Crowd load(int senders, int window) {
            return new Course.Crowd(
                    name,
                    first,
                    online,
                    online - 1,
                    "room room=" + group + " senders=" + senders + " window=" + window);
        }
    }

    private static Course open(Room room, int members, Course.Crowd crowd, Site site)
            throws IOException, RoundFailedException {
        KeelGroups.create(
                new KeelAccess(Grounds.SECRET),
                site.servers().ports().get(0),
                new KeelGroups.Plan(room.group(), room.first(), members, "READ"));
        return Course.open(crowd, site.servers(), site.rows(), site.topics());
    }

    private Course.Crowd pairs() {
        return new Course.Crowd(
                "direct",
                0,
                2 * settings.pairs(),
                1,
                "pairs pairs=" + settings.pairs() + " window=" + settings.window());
    }

    private void progress(String line) {
        System.err.printf("[%4d s] %s%n", (System.nanoTime() - startedAt) / 1_000_000_000L, line);
    }
}
