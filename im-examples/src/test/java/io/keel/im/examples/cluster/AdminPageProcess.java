package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.examples.Main;
import io.keel.im.examples.host.ThisProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command that serves the operators' page, in a JVM of its own: it takes its token from the environment. */
final class AdminPageProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("the page is ready: (http://\\S+)");

    private final Path log;
    private final Process process;

    private AdminPageProcess(List<String> arguments, String token) throws IOException {
        this.log = Files.createTempFile("keel-im-admin-page-", ".log");
        List<String> command = new ArrayList<>(List.of(
                ThisProgram.java(), "-Xmx128m", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("IM_ADMIN_TOKEN", token);
        this.process = builder.start();
    }

    /** Starts it and waits until it serves. */
    static AdminPageProcess start(List<String> arguments, String token) throws IOException {
        AdminPageProcess page = launch(arguments, token);
        await().atMost(Duration.ofSeconds(60))
                .failFast("the page has ended", () -> !page.process.isAlive())
                .until(() -> READY.matcher(page.log()).find());
        return page;
    }

    /** Starts it and waits for nothing. */
    static AdminPageProcess launch(List<String> arguments, String token) throws IOException {
        return new AdminPageProcess(arguments, token);
    }

    String url() throws IOException {
        Matcher ready = READY.matcher(log());
        assertThat(ready.find()).isTrue();
        return ready.group(1);
    }

    /** All that it has printed, complaints included. */
    String log() throws IOException {
        return Files.readString(log);
    }

    int exit() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
