package io.keel.im.examples.bench;

import io.keel.im.examples.Main;
import io.keel.im.examples.bench.load.FloodClient;
import io.keel.im.examples.bench.load.LoadClient;
import io.keel.im.examples.bench.relay.RelayServer;
import io.keel.im.examples.wire.KeelAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command lines of all that the benchmark starts. */
final class Launches {

    /** Any secret of 32 bytes: server and load client share it for this run. */
    private static final String SECRET = "a-secret-for-the-benchmark-alone";

    private static final String UNLIMITED = "100000000";

    private final Workplace workplace;
    private final Machine machine;
    private final List<String> serverOptions;

    /**
     * Makes them.
     *
     * @param serverOptions JVM options of all servers; empty for {@link Machine#heap}
     */
    Launches(Workplace workplace, Machine machine, List<String> serverOptions) {
        this.workplace = workplace;
        this.machine = machine;
        this.serverOptions = List.copyOf(serverOptions);
    }

    /** What the server and its client find in their environment. */
    Map<String, String> environment() {
        return Map.of(KeelAccess.SECRET_VARIABLE, SECRET);
    }

    /** The users of the server, by the same secret. */
    KeelAccess access() {
        return new KeelAccess(SECRET);
    }

    /** A server on this port, its JVM with further options. */
    List<String> server(Contender contender, int port, List<String> further) throws UnavailableException {
        return server(contender, port, further, List.of("--rate-per-second", UNLIMITED, "--rate-burst", UNLIMITED));
    }

    /** A server of ours on this port, which lets users send so much and no more. */
    List<String> limitedServer(Contender contender, int port, int perSecond) throws UnavailableException {
        String rate = Integer.toString(perSecond);
        return server(contender, port, List.of(), List.of("--rate-per-second", rate, "--rate-burst", rate));
    }

    private List<String> server(Contender contender, int port, List<String> further, List<String> rates)
            throws UnavailableException {
        List<String> java = new ArrayList<>(List.of(javaProgram()));
        java.addAll(serverOptions.isEmpty() ? Machine.heap(contender) : serverOptions);
        java.addAll(further);
        switch (contender) {
            case KEEL_JSON, KEEL_PROTOBUF -> {
                java.addAll(ofClassPath(Tethered.class.getName(), Main.class.getName(), "embedded"));
                java.addAll(List.of("--port", String.valueOf(port), "--heartbeat-millis", "600000"));
                java.addAll(rates);
            }
            case RAW -> java.addAll(relay(port));
            case RAWACK -> {
                java.addAll(relay(port));
                java.add("--ack");
            }
            case NETTY_SOCKETIO -> {
                Path folder = workplace.peers().resolve("netty-socketio");
                java.addAll(List.of("-cp", PeerClassPath.of(folder, workplace.output())));
                java.addAll(List.of(folder.resolve("SocketIoPeer.java").toString(), String.valueOf(port)));
            }
        }
        return machine.command(0, java);
    }

    /** The load client of a server on this port. */
    List<String> client(Contender contender, int port) {
        List<String> java = new ArrayList<>(List.of(javaProgram(), "-Xms256m", "-Xmx1g", "-XX:+UseSerialGC"));
        java.addAll(ofClassPath(LoadClient.class.getName(), contender.dialect(), String.valueOf(port)));
        return machine.command(1, java);
    }

    /** One user who sends as fast as it can, by so many connections to the server on this port. */
    List<String> flood(int port, int connections) {
        List<String> java = new ArrayList<>(List.of(javaProgram(), "-Xms64m", "-Xmx256m", "-XX:+UseSerialGC"));
        java.addAll(ofClassPath(FloodClient.class.getName(), String.valueOf(port), String.valueOf(connections)));
        return machine.leftOver(1, java);
    }

    private List<String> relay(int port) {
        return ofClassPath(Tethered.class.getName(), RelayServer.class.getName(), "--port", String.valueOf(port));
    }

    private List<String> ofClassPath(String... arguments) {
        List<String> words = new ArrayList<>(List.of("-cp", workplace.classPath()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
