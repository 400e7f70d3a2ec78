package io.keel.im.examples.bench;

import io.keel.im.examples.bench.cluster.ClusterBench;
import io.keel.im.examples.bench.cluster.ClusterSettings;
import io.keel.im.examples.bench.cluster.Report;
import io.keel.im.examples.host.ThisProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the benchmark. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the embedded server beside two bare relays and netty-socketio.",
            "Each is a process on the first core, with a load client of its own on the second; their rounds alternate.",
            "A round counts only if every message came, once and in order. Results: a table, and target/bench.json."
        })
public final class BenchCommand implements Callable<Integer> {

    private static final List<String> ALL = List.of("direct", "room", "idle", "reconnect", "fanout", "flood");

    /** Senders of a cluster keep as many messages on their way as the load client can number. */
    private static final int CLUSTER_WINDOW = 64;

    private static final double WARM_UP = 12;
    private static final double CLUSTER_WARM_UP = 90;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    private CommandSpec spec;

    @Option(
            names = "--cluster",
            description =
                    "Measures one node over MySQL and the whole cluster instead, beside what MySQL and Kafka do at best.")
    private boolean cluster;

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Of direct, room, idle, reconnect, fanout, flood; of the cluster: node, direct, room, alone, crowd"
                            + " (default: all).")
    private List<String> scenarios = List.of();

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "NAME",
            description = "Of keel, raw, rawack, netty-socketio (default: all).")
    private List<String> systems = List.of("keel", "raw", "rawack", "netty-socketio");

    @Option(names = "--rounds", description = "Rounds of each system (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Seconds per round (default: ${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Option(
            names = "--warm-up",
            description = "Seconds of a server's CPU before its first round (default: 12);"
                    + " of load on the cluster, whose processes are many (default: 90).")
    private @Nullable Double warmUp;

    @Option(names = "--pairs", description = "Pairs of direct (default: ${DEFAULT-VALUE}).")
    private int pairs = 64;

    @Option(names = "--window", description = "Sends outstanding per pair, up to 64 (default: ${DEFAULT-VALUE}).")
    private int window = 16;

    @Option(names = "--latency-rate", description = "Messages per second for latencies (default: ${DEFAULT-VALUE}).")
    private int latencyRate = 1_000;

    @Option(
            names = "--room-sizes",
            split = ",",
            paramLabel = "N",
            description = "Members online (default: 100,1000,10000).")
    private List<Integer> roomSizes = List.of(100, 1_000, 10_000);

    @Option(
            names = "--room-window",
            description = "Messages outstanding per sender of a room (default: 2 up to 100 members, 1 beyond).")
    private int roomWindow;

    @Option(names = "--connections", description = "Connections of idle and reconnect (default: ${DEFAULT-VALUE}).")
    private int connections = 10_000;

    @Option(names = "--fanout-pairs", description = "Pairs of rounds of fanout (default: ${DEFAULT-VALUE}).")
    private int fanoutPairs = 15;

    @Option(names = "--gateways", description = "Gateways of the cluster (default: ${DEFAULT-VALUE}).")
    private int gateways = 2;

    @Option(names = "--quick", description = "A look in two minutes: one short round, small sizes. Proves nothing.")
    private boolean quick;

    @Option(names = "--output", description = "Where the results go (default: target/bench.json of this module).")
    private @Nullable Path output;

    @Option(
            names = "--server-jvm",
            split = " ",
            paramLabel = "OPTION",
            description =
                    "JVM options of all servers (default: a fixed heap in huge pages, touched at the start; that of one that stores is larger).")
    private List<String> serverJvm = List.of();

    /** Made by the command line. */
    public BenchCommand() {}

    /**
     * Measures what the options name.
     *
     * @return 0 when all that was asked for was measured
     * @throws IOException when the processes of the benchmark cannot be started or spoken to
     */
    @Override
    public Integer call() throws IOException {
        List<String> all = cluster ? ClusterBench.SCENARIOS : ALL;
        if (!all.containsAll(scenarios)) {
            throw new ParameterException(spec.commandLine(), "--scenarios: expected some of " + String.join(", ", all));
        }
        List<String> chosen = scenarios.isEmpty() ? all : scenarios;
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            throw new IOException("bench needs Linux: it reads /proc");
        }
        return cluster ? cluster(chosen) : servers(chosen);
    }

    private int cluster(List<String> chosen) throws IOException {
        Report report = ClusterBench.run(new ClusterSettings(
                Set.copyOf(chosen),
                rounds,
                (int) (seconds * 1_000),
                warmUpMillis(CLUSTER_WARM_UP),
                pairs,
                CLUSTER_WINDOW,
                gateways,
                connections));
        report.print(System.out);
        Path file = output == null ? ThisProgram.module().resolve("target").resolve("bench-cluster.json") : output;
        report.write(file);
        System.out.println("written to " + file);
        return 0;
    }

    private int servers(List<String> chosen) throws IOException {
        Map<String, List<Scenario>> known = known();
        Machine machine = new Machine();
        Workplace workplace = new Workplace();
        Bench bench =
                new Bench(settings(), machine, workplace, new Launches(workplace, machine, serverJvm), System.err);
        if (!machine.pins()) {
            bench.remark("no two cores or no taskset here: server and load share the machine, ratios mean little");
        }
        if (!machine.countsSegments()) {
            bench.remark("no ss (iproute2) here: TCP segments are missing");
        }
        for (String name : chosen) {
            for (Scenario scenario : known.getOrDefault(name, List.of())) {
                scenario.run(bench);
            }
        }
        Table.print(System.out, bench);
        new Targets(bench, System.out).print();
        Path file = output == null ? workplace.results() : output;
        ResultsFile.write(file, bench);
        System.out.println("written to " + file);
        return 0;
    }

    private Map<String, List<Scenario>> known() {
        List<Scenario> rooms = new ArrayList<>();
        settings().roomSizes().forEach(size -> rooms.add(new RoomScenario(size)));
        Map<String, List<Scenario>> known = new LinkedHashMap<>();
        known.put("direct", List.of(new DirectScenario()));
        known.put("room", rooms);
        known.put("idle", List.of(new IdleScenario()));
        known.put("reconnect", List.of(new ReconnectScenario()));
        known.put("fanout", List.of(new FanoutScenario()));
        known.put("flood", List.of(new FloodScenario()));
        return known;
    }

    private Settings settings() {
        int roundMillis = (int) (seconds * 1_000);
        int warmUpMillis = warmUpMillis(WARM_UP);
        return quick
                ? new Settings(
                        contenders(),
                        1,
                        1_000,
                        2_000,
                        pairs,
                        window,
                        latencyRate,
                        List.of(100, 1_000),
                        roomWindow,
                        1_000,
                        3,
                        2_000)
                : new Settings(
                        contenders(),
                        rounds,
                        roundMillis,
                        warmUpMillis,
                        pairs,
                        window,
                        latencyRate,
                        roomSizes,
                        roomWindow,
                        connections,
                        fanoutPairs,
                        10_000);
    }

    private int warmUpMillis(double byDefault) {
        return (int) ((warmUp == null ? byDefault : warmUp) * 1_000);
    }

    private Set<Contender> contenders() {
        Set<Contender> chosen = EnumSet.noneOf(Contender.class);
        for (Contender contender : Contender.values()) {
            if (systems.contains(contender.system())) {
                chosen.add(contender);
            }
        }
        if (chosen.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--systems: expected some of keel, raw, rawack, netty-socketio");
        }
        return chosen;
    }
}
