package io.keel.im.examples.bench.soak;

import io.keel.im.examples.bench.KeelServer;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.testkit.history.Report;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the soak test. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a million messages through the embedded server, from clients that drop and come back.",
            "Everybody must end with the same conversations, nothing lost, doubled or out of order,",
            "and the server must keep the stored messages and nothing else."
        })
public final class SoakCommand implements Callable<Integer> {

    private static final String DEVICE = "soak";
    private static final String READER = "reader";
    private static final int LEAVE_MILLIS = 2_000;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double MEBIBYTE = 1024 * 1024;

    /** Of the heap, what a second crowd may leave behind: what the collector and the compiler make of the same work. */
    private static final double TOLERANCE = 0.01;

    @Option(names = "--messages", description = "Messages to send (default: ${DEFAULT-VALUE}).")
    private long messages = 1_000_000;

    @Option(names = "--clients", description = "Concurrent clients (default: ${DEFAULT-VALUE}).")
    private int clients = 200;

    @Option(names = "--conversations", description = "Conversations (default: ${DEFAULT-VALUE}).")
    private int conversations = 1_000;

    @Option(names = "--drop-every", description = "A client drops once in so many sends (default: ${DEFAULT-VALUE}).")
    private int dropEvery = 500;

    @Option(names = "--window", description = "Unanswered sends of a client (default: ${DEFAULT-VALUE}).")
    private int window = 8;

    @Option(names = "--text", description = "Characters of a text (default: ${DEFAULT-VALUE}).")
    private int text = 100;

    @Option(names = "--seed", description = "Of all that is left to chance (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--server-jvm",
            split = " ",
            paramLabel = "OPTION",
            description = "JVM options of the server (default: ${DEFAULT-VALUE}).")
    private List<String> serverJvm = List.of("-Xms2g", "-Xmx4g");

    private final long startedAt = System.nanoTime();
    private long saidAt = System.nanoTime();

    /** Made by the command line. */
    public SoakCommand() {}

    /**
     * Soaks the server.
     *
     * @return 0 when nothing was found, 1 otherwise
     * @throws IOException when the server cannot be started or spoken to
     */
    @Override
    public Integer call() throws IOException {
        SoakSettings settings = new SoakSettings(messages, clients, conversations, dropEvery, window, text, seed);
        try (KeelServer server = KeelServer.start(serverJvm)) {
            return soak(settings, server);
        } catch (TroubleException e) {
            System.out.println("soak FAILED: " + e.getMessage());
            return 1;
        }
    }

    private int soak(SoakSettings settings, KeelServer server) throws IOException {
        SoakPlan plan = new SoakPlan(clients, conversations, new Random(seed));
        History history = new History();
        double baseLine;
        double elapsed;
        long drops;
        try (Crowd crowd = new Crowd(
                clients, server.port(), new Device(server.access(), DEVICE), user -> history.of(user, DEVICE))) {
            Soak soak = new Soak(settings, plan, crowd);
            crowd.connect();
            soak.createGroups();
            crowd.leave();
            baseLine = heapWhenAllHaveLeft(server);
            crowd.connect();
            say(String.format("%d clients in %d conversations", clients, conversations));
            long begin = System.nanoTime();
            soak.send(this::progress);
            elapsed = (System.nanoTime() - begin) / 1e9;
            drops = soak.drops();
            history.caughtUp(clients, DEVICE);
        }
        double stored = heapWhenAllHaveLeft(server);
        say("a second crowd comes, sends nothing and leaves");
        SilentCrowd.visit(server.port(), new Device(server.access(), DEVICE), clients);
        double afterCrowd = heapWhenAllHaveLeft(server);
        say("new devices of all users read everything");
        readAll(server, history);
        say("checking the history");
        Report report = history.check(plan);
        print(settings, history, drops, elapsed);
        return judge(report, new Heap(baseLine, stored, afterCrowd));
    }

    private void readAll(KeelServer server, History history) throws IOException {
        try (Crowd readers = new Crowd(
                clients, server.port(), new Device(server.access(), READER), user -> history.ofReader(user, READER))) {
            readers.connect();
            history.caughtUp(clients, READER);
        }
    }

    /** Live bytes of the server's heap: with empty conversations, with all messages, after the second crowd. */
    private record Heap(double baseLine, double stored, double afterCrowd) {

        double perMessage(long messages) {
            return (stored - baseLine) / messages;
        }

        boolean crowdLeftSomething() {
            return afterCrowd - stored > TOLERANCE * stored;
        }
    }

    private static double heapWhenAllHaveLeft(KeelServer server) throws IOException {
        try {
            Thread.sleep(LEAVE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return server.liveHeapBytes();
    }

    private static void print(SoakSettings settings, History history, long drops, double elapsed) {
        System.out.printf(
                Locale.ROOT,
                "%,d messages in %d conversations from %d clients, %,d drops, %,d pushed, %.1f s (%,.0f messages/s)%n",
                settings.messages(),
                settings.conversations(),
                settings.clients(),
                drops,
                history.received(),
                elapsed,
                settings.messages() / elapsed);
    }

    private int judge(Report report, Heap heap) {
        System.out.printf(
                Locale.ROOT,
                "heap: base line %.1f MiB, with all messages %.1f MiB: %,.0f bytes per stored message%n",
                heap.baseLine() / MEBIBYTE,
                heap.stored() / MEBIBYTE,
                heap.perMessage(messages));
        System.out.printf(
                Locale.ROOT,
                "a second crowd that sent nothing left %.2f MiB behind%n",
                (heap.afterCrowd() - heap.stored()) / MEBIBYTE);
        System.out.println("history: " + report);
        boolean clean = report.clean() && report.messages() >= messages && !heap.crowdLeftSomething();
        System.out.println(clean ? "soak: nothing found" : "soak FAILED");
        return clean ? 0 : 1;
    }

    private void progress(long sent) {
        if (System.nanoTime() - saidAt > PROGRESS_NANOS) {
            saidAt = System.nanoTime();
            say(String.format("%,d of %,d messages", sent, messages));
        }
    }

    private void say(String line) {
        System.err.printf("[%4d s] %s%n", (System.nanoTime() - startedAt) / 1_000_000_000L, line);
    }
}
