package io.keel.im.testkit.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Kafka, one broker that is its own controller, on loopback. Its {@link #address()} is {@code host:port}; one that is given may
 * name several, with commas.
 */
public final class KafkaEngine extends LocalEngine {

    /** Gives the addresses of brokers that run already, with commas between them. */
    public static final String ADDRESS_VARIABLE = "IM_KAFKA_BOOTSTRAP";

    private static final String KIND = "kafka";
    private static final Duration FORMAT = Duration.ofMinutes(1);
    private static final int PROBE_MILLIS = 1_000;
    private static final short API_VERSIONS = 18;

    private final String classPath;
    private final int port = freePort();
    private final int controllerPort = freePort();

    private KafkaEngine(String classPath) {
        super(KIND);
        this.classPath = classPath;
    }

    /** Returns the engine that {@value #ADDRESS_VARIABLE} names, or else starts one. */
    public static Engine start() {
        String given = System.getenv(ADDRESS_VARIABLE);
        return given == null || given.isEmpty() ? launch() : new GivenEngine(KIND, given);
    }

    /**
     * Starts an engine of our own, which may be killed.
     *
     * @throws IllegalStateException if its jars are not to be had
     */
    public static KafkaEngine launch() {
        KafkaEngine engine = new KafkaEngine(KafkaJars.classPath());
        try {
            engine.format();
            engine.restart();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public List<String> command() {
        return java(
                List.of("-Xmx384m", "-XX:+UseSerialGC"),
                "kafka.Kafka",
                settings().toString());
    }

    /** Asks which versions it speaks, as every client does first. */
    @Override
    boolean serves() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(2 + 2 + 4 + 2);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readInt();
            in.readInt();
            return in.readShort() == 0;
        }
    }

    private void format() {
        try {
            Files.writeString(settings(), properties());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder(), e);
        }
        String cluster = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("keel-im-cluster!".getBytes(StandardCharsets.US_ASCII));
        Programs.check(
                java(
                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        cluster,
                        "-c",
                        settings().toString(),
                        "--standalone"),
                log(),
                FORMAT);
    }

    private Path settings() {
        return folder().resolve("server.properties");
    }

    private String properties() {
        String controller = "127.0.0.1:" + controllerPort;
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.bootstrap.servers=" + controller,
                "listeners=PLAINTEXT://" + address() + ",CONTROLLER://" + controller,
                "advertised.listeners=PLAINTEXT://" + address(),
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=PLAINTEXT",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + folder().resolve("data"),
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=4",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "share.coordinator.state.topic.num.partitions=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "log.cleaner.dedupe.buffer.size=2097152",
                // A broker that was killed must expire before it may come back.
                "broker.session.timeout.ms=2000",
                "broker.heartbeat.interval.ms=500",
                "");
    }

    private List<String> java(List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }
}
