package io.keel.im.examples.bench.cluster;

import io.keel.im.examples.bench.Figures;
import io.keel.im.examples.bench.LoadProcess;
import io.keel.im.examples.bench.Pause;
import io.keel.im.examples.bench.ProcessFigures;
import io.keel.im.examples.bench.RoundFailedException;
import io.keel.im.examples.bench.Workplace;
import io.keel.im.examples.bench.load.LoadClient;
import io.keel.im.examples.host.ThisProgram;
import io.keel.im.examples.wire.KeelAccess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** One kind of load on one server, or many that are one, and what is counted beside it. */
final class Course implements AutoCloseable {

    private static final int TRIES = 3;

    /** What is told after the acknowledgement has time to reach its log. */
    private static final int AFTERMATH_MILLIS = 300;

    private final LoadProcess load;
    private final Servers servers;
    private final Connection database;
    private final CommitCount commits;
    private final @Nullable Admin topics;
    private final Crowd crowd;

    private Course(LoadProcess load, Servers servers, Connection database, @Nullable Admin topics, Crowd crowd) {
        this.load = load;
        this.servers = servers;
        this.database = database;
        this.commits = new CommitCount(servers, database);
        this.topics = topics;
        this.crowd = crowd;
    }

    /**
     * Who is online and what they do.
     *
     * @param name for its log
     * @param firstUser sets its users apart from others'
     * @param online how many connections
     * @param receivers how many connections get each message
     * @param instruction what the load client is told, but for the time
     */
    record Crowd(String name, int firstUser, int online, int receivers, String instruction) {}

    /**
     * Starts a load client and connects its users.
     *
     * @param database where the servers store
     * @param topics where their records are counted; null for servers without
     */
    static Course open(Crowd crowd, Servers servers, Connection database, @Nullable Admin topics)
            throws IOException, RoundFailedException {
        Workplace workplace = new Workplace();
        String ports = servers.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
        List<String> command = Servers.withAllFiles(List.of(
                ThisProgram.java(),
                "-Xms256m",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                workplace.classPath(),
                LoadClient.class.getName(),
                "keel-protobuf",
                ports,
                String.valueOf(crowd.firstUser())));
        LoadProcess load = new LoadProcess(
                crowd.name() + "-load",
                command,
                Map.of(KeelAccess.SECRET_VARIABLE, Grounds.SECRET),
                workplace.output());
        Course course = new Course(load, servers, database, topics, crowd);
        try {
            course.connect();
            return course;
        } catch (IOException | RoundFailedException e) {
            course.close();
            throw e;
        }
    }

    private void connect() throws IOException, RoundFailedException {
        load.obey("open first=0 count=" + crowd.online() + " atOnce=128");
    }

    /** Works for a while, unmeasured. */
    void warmUp(int millis) throws IOException, RoundFailedException {
        load.obey(crowd.instruction() + " millis=" + millis);
    }

    /** One round that counts; one that does not is run again, twice at most. */
    Measured measure(int millis) throws IOException, SQLException, RoundFailedException {
        return measure(crowd.instruction(), millis);
    }

    /** One round of something else on the same connections. */
    Measured measure(String instruction, int millis) throws IOException, SQLException, RoundFailedException {
        for (int i = 1; ; i++) {
            try {
                return once(instruction + " millis=" + millis);
            } catch (RoundFailedException e) {
                if (i == TRIES) {
                    throw e;
                }
                System.err.println("! " + crowd.name() + ": the round does not count: " + e.getMessage());
                load.obey("drop");
                connect();
            }
        }
    }

    private Measured once(String instruction) throws IOException, SQLException, RoundFailedException {
        TopicCounts topicsBefore = topics();
        RowCounts rowsBefore = RowCounts.now(database);
        long commitsBefore = commits.now();
        Map<String, Long> cpuBefore = cpu();
        Figures figures = load.obey(instruction);
        Map<String, Long> cpuAfter = cpu();
        Pause.millis(AFTERMATH_MILLIS);
        long messages = Math.max(1, figures.of("deliveries") / crowd.receivers());
        Map<String, Double> cpu = new LinkedHashMap<>();
        cpuAfter.forEach(
                (name, micros) -> cpu.put(name, (micros - cpuBefore.getOrDefault(name, micros)) / (double) messages));
        return new Measured(
                figures.perSecond() / crowd.receivers(),
                figures.micros("p50"),
                figures.micros("p99"),
                messages,
                RowCounts.now(database).since(rowsBefore),
                commits.now() - commitsBefore,
                topics().since(topicsBefore),
                cpu);
    }

    private TopicCounts topics() throws IOException {
        return topics == null ? new TopicCounts(Map.of(), 0) : TopicCounts.now(topics);
    }

    private Map<String, Long> cpu() throws IOException {
        Map<String, Long> cpu = new HashMap<>();
        for (Map.Entry<String, Long> process : servers.pids().entrySet()) {
            cpu.put(process.getKey(), new ProcessFigures(process.getValue()).cpuMicros());
        }
        cpu.put("load", new ProcessFigures(load.pid()).cpuMicros());
        return cpu;
    }

    @Override
    public void close() {
        load.close();
    }
}
