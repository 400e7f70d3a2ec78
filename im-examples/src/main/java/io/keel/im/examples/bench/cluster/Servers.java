package io.keel.im.examples.bench.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keel.im.examples.Main;
import io.keel.im.examples.bench.Child;
import io.keel.im.examples.bench.Pause;
import io.keel.im.examples.bench.Ports;
import io.keel.im.examples.bench.Tethered;
import io.keel.im.examples.bench.UnavailableException;
import io.keel.im.examples.bench.Workplace;
import io.keel.im.examples.host.ThisProgram;
import io.keel.im.examples.wire.KeelAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is measured: a running server, or many that are one. */
final class Servers implements AutoCloseable {

    private static final int START_MILLIS = 120_000;
    private static final int PATIENCE_SECONDS = 20;
    private static final int POLL_MILLIS = 100;
    private static final Map<String, String> SECRET = Map.of(KeelAccess.SECRET_VARIABLE, Grounds.SECRET);
    private static final String UNLIMITED = "100000000";
    private static final List<String> UNHINDERED =
            List.of("--rate-per-second", UNLIMITED, "--rate-burst", UNLIMITED, "--heartbeat-millis", "600000");

    private static final List<String> SHELL = List.of("sh", "-c", "ulimit -n $(ulimit -Hn); exec \"$@\"", "sh");

    private final Child process;
    private final List<Integer> ports;
    private final List<String> logics;
    private final Map<String, Long> pids;

    private Servers(Child process, List<Integer> ports, List<String> logics, Map<String, Long> pids) {
        this.process = process;
        this.ports = ports;
        this.logics = logics;
        this.pids = pids;
    }

    /** Starts the embedded server over a database; returns when it accepts connections. */
    static Servers embedded(EngineSet engines, String database) throws IOException, UnavailableException {
        int port = Ports.free();
        List<String> arguments =
                new ArrayList<>(List.of("embedded", "--port", String.valueOf(port), "--mysql", database));
        arguments.addAll(UNHINDERED);
        Child process = start("one-node", List.of("-Xms1g", "-Xmx1g"), arguments, SECRET);
        try {
            Ports.awaitOpen(port, process);
            Map<String, Long> pids = new LinkedHashMap<>(engines.pids());
            pids.put("embedded", process.pid());
            return new Servers(process, List.of(port), List.of(), pids);
        } catch (IOException | UnavailableException e) {
            process.close();
            throw e;
        }
    }

    /**
     * Starts the cluster example; returns when all of it is ready.
     *
     * @param environment tells it where the engines are
     */
    static Servers cluster(EngineSet engines, Map<String, String> environment, int gateways)
            throws IOException, UnavailableException {
        Path file = ThisProgram.module().resolve("target").resolve("cluster.json");
        Files.deleteIfExists(file);
        List<String> arguments = new ArrayList<>(List.of("cluster", "--port", "0", "--no-restart"));
        arguments.addAll(List.of("--gateways", String.valueOf(gateways)));
        arguments.addAll(UNHINDERED);
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(SECRET);
        Child process = start("cluster", List.of("-Xmx64m", "-XX:+UseSerialGC"), arguments, all);
        try {
            awaitFile(file, process);
            return read(file, process, engines);
        } catch (IOException | UnavailableException e) {
            process.close();
            throw e;
        }
    }

    private static Child start(String name, List<String> jvm, List<String> arguments, Map<String, String> environment)
            throws IOException {
        Workplace workplace = new Workplace();
        List<String> command = new ArrayList<>(List.of(ThisProgram.java()));
        command.addAll(jvm);
        command.addAll(List.of("-cp", workplace.classPath(), Tethered.class.getName(), Main.class.getName()));
        command.addAll(arguments);
        return Child.quiet(name, withAllFiles(command), environment, workplace.output());
    }

    /** A command as it is to be started: with as many open files, and so connections, as there may be. */
    static List<String> withAllFiles(List<String> command) {
        return Stream.concat(SHELL.stream(), command.stream()).toList();
    }

    private static void awaitFile(Path file, Child process) throws IOException, UnavailableException {
        long deadline = System.nanoTime() + START_MILLIS * 1_000_000L;
        while (!Files.exists(file)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new UnavailableException("the cluster does not start: " + process.lastWords());
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private static Servers read(Path file, Child process, EngineSet engines) throws IOException {
        Servers servers =
                new Servers(process, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(engines.pids()));
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            Map<String, String> worker = new HashMap<>();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    worker.clear();
                } else if (token.isScalarValue() && json.currentName() != null) {
                    worker.put(json.currentName(), json.getText());
                } else if (token == JsonToken.END_OBJECT) {
                    servers.take(worker);
                }
            }
        }
        return servers;
    }

    private void take(Map<String, String> worker) {
        @Nullable String pid = worker.get("pid");
        @Nullable String port = worker.get("port");
        if (pid != null && !pid.equals("null")) {
            pids.put(String.valueOf(worker.get("name")), Long.valueOf(pid));
        }
        if ("gateway".equals(worker.get("role")) && port != null) {
            ports.add(Integer.valueOf(port));
        } else if ("logic".equals(worker.get("role"))) {
            logics.add(String.valueOf(worker.get("url")));
        }
    }

    /** Where clients connect. */
    List<Integer> ports() {
        return ports;
    }

    /** Where logic processes tell their figures; none of one node. */
    List<String> logics() {
        return logics;
    }

    /** The processes that do the work, by their names. */
    Map<String, Long> pids() {
        return pids;
    }

    @Override
    public void close() {
        process.end(PATIENCE_SECONDS);
    }
}
