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
final class Child implements AutoCloseable {

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
    static Child quiet(String name, List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Child(name, builder.start(), log);
    }

    /** Starts a process whose standard output is read here. */
    static Child talking(String name, List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        return new Child(name, builder.start(), log);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void tell(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    BufferedReader output() {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What it said last, for a message about its failure. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return name + " (" + log + "): "
                    + String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return name + ": " + e.getMessage();
        }
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
