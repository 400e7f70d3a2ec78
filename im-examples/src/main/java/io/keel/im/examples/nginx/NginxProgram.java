package io.keel.im.examples.nginx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * nginx, as its own command line steers it.
 *
 * @param program its name or path
 * @param configuration its main configuration file
 */
record NginxProgram(String program, Path configuration) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * How a run of it ended.
     *
     * @param done whether it did what it was asked
     * @param said what it said, in one line
     */
    record Outcome(boolean done, String said) {}

    /** Has it read and check its configuration, which changes nothing. */
    Outcome check() {
        return run("-t", "-q");
    }

    /** Has the one that runs take up its configuration; connections stay. Fails when none runs. */
    Outcome reload() {
        return run("-s", "reload");
    }

    /** Starts it in the foreground; it says what it says where this process does. */
    Process start() throws IOException {
        return new ProcessBuilder(program, "-c", configuration.toString(), "-g", "daemon off;")
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Ends what was started, and waits for that. */
    static void end(Process started) {
        started.destroy();
        try {
            if (!started.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                started.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "-c", configuration.toString()));
        command.addAll(List.of(arguments));
        try {
            Path said = Files.createTempFile("nginx-", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return new Outcome(false, "no answer after " + PATIENCE.toSeconds() + " s");
                }
                String text = Files.readString(said, StandardCharsets.UTF_8).strip();
                return new Outcome(process.exitValue() == 0, text.replaceAll("\\s*\\R\\s*", " / "));
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            return new Outcome(false, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        }
    }
}
