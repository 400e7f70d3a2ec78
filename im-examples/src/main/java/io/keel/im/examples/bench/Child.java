package io.keel.im.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of the benchmark. It is bound to this one by its standard input, which it reads to the end, and then ends
 * itself: so it does not outlive even a benchmark that was killed.
 */
public final class Child implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 5;

    private final String name;
    private final Process process;
    private final Path log;
    private final Writer in;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a process whose whole output goes to its log. */
    public static Child quiet(String name, List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Child(name, builder.start(), log);
    }

    /** Starts a process whose standard output is read here. */
    public static Child talking(String name, List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        return new Child(name, builder.start(), log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public void tell(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    public BufferedReader output() {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What it said last, for a message about its failure. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return name + " (" + log + "): "
                    + String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return name + ": " + e.getMessage();
        }
    }

    /** Asks it to end, and waits a while for it. */
    public void end(int seconds) {
        process.destroy();
        try {
            process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Its input is closed already: it has ended.
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
