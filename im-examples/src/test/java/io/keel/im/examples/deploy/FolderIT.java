package io.keel.im.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.examples.host.ThisProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that images are made of: it runs from elsewhere, tells how it is, and ends by SIGTERM. */
class FolderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PROGRAM =
            ThisProgram.module().resolve("target/keel-im/bin/keel-im").toAbsolutePath();

    @TempDir
    private Path elsewhere = Path.of("");

    @Test
    void runsTellsHowItIsAndEndsBySigterm() throws Exception {
        int port = freePort();
        String ready = "http://127.0.0.1:" + port + "/readyz";
        assertThat(run("health", ready)).as("health of nobody").isEqualTo(1);

        Path link = Files.createSymbolicLink(elsewhere.resolve("im"), PROGRAM);
        Process server = start(link, "embedded", "--port", Integer.toString(port));
        try {
            await().atMost(PATIENCE)
                    .failFast("it has ended", () -> !server.isAlive())
                    .until(() -> run("health", ready) == 0);
            assertThat(run("health", "http://127.0.0.1:" + port + "/nowhere")).isEqualTo(1);
            // The script has become the JVM: a signal to its process reaches it.
            assertThat(server.info().command().orElse("")).endsWith("/java");
            server.destroy();
            assertThat(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(128 + 15);
        } finally {
            server.destroyForcibly();
            Files.delete(link);
        }
    }

    @Test
    void everyCommandIsThere() throws Exception {
        for (String command : Program.VARIABLES.keySet()) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        Process process = start(PROGRAM, arguments);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(arguments) + " does not end");
        }
        return process.exitValue();
    }

    private Process start(Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
