package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.examples.Main;
import io.keel.im.examples.host.ThisProgram;
import io.keel.im.examples.role.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The cluster example in a JVM of its own, with engines of its own. */
final class ClusterProcess implements AutoCloseable {

    /** What tokens are signed with. */
    static final String SECRET = "a-secret-for-the-tests-of-the-cluster-example";

    private static final Path TARGET = ThisProgram.module().resolve("target");
    private static final Path FILE = TARGET.resolve("cluster.json");
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration RESTART = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    /** Where its engines put their data. */
    private final Path temporary;

    private final Process process;
    /** Whoever ends the tests early is rid of it as well. */
    private final Thread end;

    private ClusterProcess(String name, List<String> options, Map<String, String> environment) throws IOException {
        Path folder = Files.createDirectories(TARGET.resolve("cluster-it"));
        this.log = folder.resolve(name + ".log");
        this.temporary = Files.createTempDirectory("keel-im-cluster-it-");
        Path classPath = folder.resolve("class-path.args");
        String quoted = System.getProperty("java.class.path").replace("\\", "\\\\");
        Files.writeString(classPath, "-cp\n\"" + quoted + "\"\n");
        List<String> command = new ArrayList<>(List.of(ThisProgram.java(), "-Xmx256m"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("@" + classPath, Main.class.getName(), "cluster"));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of("IM_MYSQL_URL", "IM_REDIS_URL", "IM_ETCD_ENDPOINTS", "IM_KAFKA_BOOTSTRAP"));
        builder.environment().put(Secrets.TOKENS, SECRET);
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.end = new Thread(process::destroy, "end of " + name);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Starts it and waits until all of it is ready. */
    static ClusterProcess start(String name, Map<String, String> environment, String... options) throws IOException {
        ClusterProcess cluster = launch(name, environment, options);
        try {
            await().atMost(START)
                    .failFast("the cluster has ended", () -> !cluster.process.isAlive())
                    .until(() -> cluster.log().contains("Keel IM is ready"));
            return cluster;
        } catch (RuntimeException | AssertionError failure) {
            cluster.close();
            throw new AssertionError(cluster.log(), failure);
        }
    }

    /**
     * Starts one process for each role, waits until all are ready, and has none of them started again when it has ended. Clients may
     * write as fast as they like.
     */
    static ClusterProcess startOneOfEach(String name) throws IOException {
        return start(
                name,
                Map.of(),
                "--no-restart",
                "--port",
                "0",
                "--gateways",
                "1",
                "--logics",
                "1",
                "--sessions",
                "1",
                "--rate-per-second",
                "1000",
                "--rate-burst",
                "1000",
                "--drain-seconds",
                "1");
    }

    /** Starts it and waits for nothing. */
    static ClusterProcess launch(String name, Map<String, String> environment, String... options) throws IOException {
        return new ClusterProcess(name, List.of(options), environment);
    }

    /** What there is in the folder for temporary files. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    /** All processes that it has started, and those that these have. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** What it has said so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** The file that tells what runs. */
    Path file() {
        return FILE;
    }

    /** What runs, by {@code cluster.json}. */
    List<ListedWorker> workers() {
        try {
            return ListedWorker.read(FILE);
        } catch (IOException e) {
            throw new AssertionError("no cluster.json", e);
        }
    }

    ListedWorker worker(String name) {
        return workers().stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    List<ListedWorker> role(String role) {
        return workers().stream().filter(worker -> worker.role().equals(role)).toList();
    }

    String body(ListedWorker worker, String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(worker.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    int status(ListedWorker worker, String path) {
        return worker.status(http, path);
    }

    /** Sends a signal to one of its processes. */
    void signal(String name, String signal) throws IOException, InterruptedException {
        signal(worker(name).pid(), signal);
    }

    /** Kills one of its processes and returns what ran. */
    ListedWorker kill(String name) throws IOException, InterruptedException {
        ListedWorker victim = worker(name);
        signal(victim.pid(), "KILL");
        return victim;
    }

    /** Waits until what was killed runs again: under its name, on its port, as a new process. */
    void awaitRestart(ListedWorker killed) {
        await("restart of " + killed.name())
                .atMost(RESTART)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> worker(killed.name()).pid() != killed.pid());
        ListedWorker again = worker(killed.name());
        assertThat(again.url()).isEqualTo(killed.url());
        assertThat(again.port()).isEqualTo(killed.port());
        assertThat(again.command()).isEqualTo(killed.command());
        assertThat(again.alive()).isTrue();
    }

    /** Ends it as Ctrl-C does and returns its exit code. */
    int interrupt() throws IOException, InterruptedException {
        signal(process.pid(), "INT");
        return exit();
    }

    /** Waits for its end and returns its exit code. */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(end);
        temporary.toFile().delete();
    }

    private static void signal(long pid, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).as("kill -%s %s", signal, pid).isZero();
    }
}
