package io.keel.im.examples.cluster;

import io.keel.im.examples.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A process of ours. It has a session of its own, so that Ctrl-C reaches it by us alone, and ends when we do. */
final class RoleProcess implements Worker {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final String TETHERED = "IM_TETHERED";
    private static final Duration START = Duration.ofSeconds(90);
    private static final int PROBE_MILLIS = 1_000;
    private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();

    private final Assignment assignment;
    private final List<String> command;
    private final Path log;
    private final Duration end;
    private @Nullable Process process;

    /**
     * Plans one.
     *
     * @param log where what it says goes
     * @param end how long it may take to end before it is killed: longer than it gives itself
     */
    RoleProcess(Assignment assignment, List<String> command, Path log, Duration end) {
        this.assignment = assignment;
        this.command = List.copyOf(command);
        this.log = log;
        this.end = end;
    }

    /**
     * What a process is for.
     *
     * @param role what it does
     * @param name its name
     * @param port the port of its HTTP
     * @param grpcPort the port of its gRPC
     */
    record Assignment(String role, String name, int port, int grpcPort) {}

    @Override
    public String name() {
        return assignment.name();
    }

    @Override
    public String role() {
        return assignment.role();
    }

    @Override
    public synchronized OptionalLong pid() {
        return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.of(assignment.port());
    }

    @Override
    public OptionalInt grpcPort() {
        return OptionalInt.of(assignment.grpcPort());
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + assignment.port();
    }

    @Override
    public List<String> command() {
        return command;
    }

    @Override
    public synchronized boolean died() {
        return process != null && !process.isAlive();
    }

    @Override
    public synchronized void restart() {
        stop();
        List<String> argv = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            argv.add(SETSID.toString());
        }
        argv.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(Map.of(TETHERED, "true"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UsageException(name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready()) {
            if (died()) {
                throw new UsageException(name() + " ended while it started: " + lastWords());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new UsageException(name() + " is waited for no more");
            }
            if (System.nanoTime() > deadline) {
                throw new UsageException(name() + " is not ready after " + START.toSeconds() + " s: " + lastWords());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public synchronized void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try (OutputStream tether = running.getOutputStream()) {
            if (!running.waitFor(end.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (IOException closedAlready) {
            // It has ended, and its input with it.
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    private boolean ready() {
        try {
            HttpURLConnection probe =
                    (HttpURLConnection) URI.create(url() + "/readyz").toURL().openConnection();
            probe.setConnectTimeout(PROBE_MILLIS);
            probe.setReadTimeout(PROBE_MILLIS);
            try {
                return probe.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                probe.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size())) + " (" + log + ")";
        } catch (IOException e) {
            return "see " + log;
        }
    }
}
