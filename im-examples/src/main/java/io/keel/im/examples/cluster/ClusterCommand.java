package io.keel.im.examples.cluster;

import io.keel.im.examples.host.ChatOptions;
import io.keel.im.examples.host.Checks;
import io.keel.im.examples.host.ThisProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole cluster on this machine until it is stopped. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Runs gateways, logic, session, job and data-proxy as processes of their own, over MySQL, Redis, etcd and Kafka.",
            "Engines are used where IM_MYSQL_URL, IM_REDIS_URL, IM_ETCD_ENDPOINTS and IM_KAFKA_BOOTSTRAP name them, else"
                    + " started, and installed first where this is Debian or Ubuntu and you are root.",
            "What dies is started again. Ctrl-C stops all of it."
        })
public final class ClusterCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", description = "The first gateway's port; 0 for any free one.")
    private int port = 8080;

    @Option(names = "--gateways", paramLabel = "N", description = "How many gateways.")
    private int gateways = 2;

    @Option(names = "--logics", paramLabel = "N", description = "How many logic processes.")
    private int logics = 2;

    @Option(names = "--sessions", paramLabel = "N", description = "How many session processes.")
    private int sessions = 2;

    @Option(
            names = "--sequencer",
            paramLabel = "WHO",
            description = "Who allots seqs: store, or redis, whose logs have gaps.")
    private String sequencer = "store";

    @Option(
            names = "--blocked-words",
            paramLabel = "WORD",
            split = ",",
            description = "The job takes back texts that hold one of these.")
    private List<String> blockedWords = List.of();

    @Option(
            names = "--archive",
            paramLabel = "FOLDER",
            description = "The job moves what messages of 90 days ago say into this folder; nowhere when unset.")
    private @Nullable Path archive;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            description = "How long a gateway's clients, or calls in flight, may take to end when a process does.")
    private int drainSeconds = 10;

    @Option(names = "--no-restart", description = "Leaves what dies as it is.")
    private boolean noRestart;

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Checks checks = new Checks(spec);
        chat.settings(checks);
        ClusterOptions options = new ClusterOptions(
                checks.within("--port", port, 0, 65_535),
                checks.within("--gateways", gateways, 1, 16),
                checks.within("--logics", logics, 1, 16),
                checks.within("--sessions", sessions, 1, 16),
                chat.arguments(),
                checks.oneOf("--sequencer", sequencer, "store", "redis"),
                blockedWords,
                archive,
                !noRestart);
        Duration drain = Duration.ofSeconds(checks.within("--drain-seconds", drainSeconds, 1, 3_600));
        Plan.requireFree(port);
        Path target = ThisProgram.module().resolve("target");
        Announcements announcements = new Announcements(spec.commandLine().getOut());
        ClusterFile file = new ClusterFile(target.resolve("cluster.json"));
        file.delete();
        CountDownLatch stopped = new CountDownLatch(1);
        Cluster cluster = new Cluster(options, new Plan(target.resolve("cluster"), drain), file, announcements);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            cluster.close();
                            stopped.countDown();
                        },
                        "shutdown"));
        cluster.start();
        announcements.print("Keel IM is ready: " + String.join(" and ", cluster.gateways()));
        announcements.print("What runs is told in " + file.path() + ". Ctrl-C stops it.");
        stopped.await();
        return CommandLine.ExitCode.OK;
    }
}
