package io.keel.im.examples.embedded;

import static org.awaitility.Awaitility.await;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.examples.Main;
import io.keel.im.testkit.client.ScriptedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embedded example in a JVM of its own, which may be killed and started again on its port. */
final class ServerProcess implements AutoCloseable {

    private static final String SECRET = "a-secret-for-the-tests-of-the-embedded-example";

    private final List<String> options;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    ServerProcess(Path folder, String... options) throws IOException {
        this.options = List.of(options);
        this.log = Files.createTempFile(folder, "embedded", ".log");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    /** Starts it and waits until it serves. */
    void start() throws IOException {
        Process started = launch();
        await().atMost(Duration.ofSeconds(60))
                .failFast("the server has ended", () -> !started.isAlive())
                .until(() -> Files.readString(log).contains("Keel IM is ready"));
    }

    /** Starts it and waits until it ends; returns its exit code. */
    int run() throws IOException, InterruptedException {
        return launch().waitFor();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    ScriptedClient client(String user, String device) {
        JwtTokens tokens = JwtTokens.of(SECRET.getBytes(StandardCharsets.UTF_8));
        return ScriptedClient.of(URI.create("ws://localhost:" + port + "/ws"))
                .token(tokens.issue(new UserId(user)).value())
                .device(device)
                .connect();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private Process launch() throws IOException {
        Files.writeString(log, "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "embedded",
                "--port",
                Integer.toString(port)));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("IM_JWT_SECRET", SECRET);
        process = builder.start();
        return process;
    }
}
