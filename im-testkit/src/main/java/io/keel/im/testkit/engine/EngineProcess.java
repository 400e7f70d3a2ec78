package io.keel.im.testkit.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside this JVM and does not outlive it.
 *
 * <p>A small shell stands between the two: it reads the pipe from this JVM, which ends when the JVM ends, even by
 * {@code SIGKILL}, and ends the program then. It has a session of its own, so that a terminal's Ctrl-C does not reach the program
 * before those who use it have been closed. Output goes to a file, never to whoever started this JVM.
 */
final class EngineProcess {

    private static final String GUARD = "log=$1; end=$2; shift 2; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!;"
            + " cat >/dev/null; kill -\"$end\" $! 2>/dev/null";
    private static final Duration ORDERLY_END = Duration.ofSeconds(30);

    private final Process guard;
    private final ProcessHandle program;
    private final Path log;
    private final String end;

    private EngineProcess(Process guard, ProcessHandle program, Path log, String end) {
        this.guard = guard;
        this.program = program;
        this.log = log;
        this.end = end;
    }

    /**
     * Starts a program all of which ends by {@code SIGKILL}.
     *
     * @param log the file that its output is added to
     */
    static EngineProcess start(List<String> command, Path log) {
        return start(command, log, "KILL");
    }

    /**
     * Starts a program.
     *
     * @param log the file that its output is added to
     * @param end the signal by which all of it ends at once
     */
    static EngineProcess start(List<String> command, Path log, String end) {
        List<String> guarded = new ArrayList<>();
        Programs.find("setsid").ifPresent(setsid -> guarded.add(setsid.toString()));
        guarded.addAll(List.of("sh", "-c", GUARD, "guard", log.toString(), end));
        guarded.addAll(command);
        try {
            Process guard = new ProcessBuilder(guarded)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            BufferedReader told = guard.inputReader(StandardCharsets.UTF_8);
            long pid = Long.parseLong(String.valueOf(told.readLine()));
            Optional<ProcessHandle> program = ProcessHandle.of(pid);
            if (program.isEmpty()) {
                guard.destroyForcibly();
                throw new IllegalStateException(command.get(0) + " ended at once: " + tail(log));
            }
            return new EngineProcess(guard, program.get(), log, end);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    long pid() {
        return program.pid();
    }

    boolean isAlive() {
        return program.isAlive();
    }

    /** Asks it to end by {@code SIGTERM} and waits; ends it by {@code SIGKILL} when it takes longer than 30 seconds. */
    void stop() {
        program.destroy();
        end(ORDERLY_END);
    }

    void kill() {
        program.destroyForcibly();
        end(ORDERLY_END);
    }

    /** Ends all of it at once. */
    void end() {
        if (isAlive()) {
            signal(end);
        }
        end(ORDERLY_END);
    }

    void signal(String name) {
        Programs.run(List.of("kill", "-" + name, Long.toString(pid())), log, Duration.ofSeconds(10));
    }

    /** The last lines that it wrote. */
    String tail() {
        return tail(log);
    }

    static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }

    private void end(Duration patience) {
        try {
            program.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            program.destroyForcibly();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            program.destroyForcibly();
        }
        try {
            // The guard reads to the end of this.
            guard.getOutputStream().close();
        } catch (IOException e) {
            guard.destroyForcibly();
        }
    }
}
