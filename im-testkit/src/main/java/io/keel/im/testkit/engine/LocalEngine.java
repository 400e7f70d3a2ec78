package io.keel.im.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An engine that runs as a process of this machine: the life that all kinds share. */
abstract class LocalEngine implements Engine {

    private static final Duration START = Duration.ofSeconds(60);
    private static final long PROBE_MILLIS = 20;

    private final String kind;
    private final Path folder;
    private @Nullable EngineProcess process;

    /** Makes an engine that is not running yet, with an empty folder for its data. */
    LocalEngine(String kind) {
        this.kind = kind;
        try {
            this.folder = Files.createTempDirectory("keel-im-" + kind + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + kind, e);
        }
    }

    /** Tells whether it serves; called again and again after its start. */
    abstract boolean serves() throws IOException;

    /** The signal by which all of it ends at once; another than this one for a program that would leave processes behind. */
    String end() {
        return "KILL";
    }

    /** Where its data and its log are. */
    final Path folder() {
        return folder;
    }

    /** The file that its output goes to. */
    final Path log() {
        return folder.resolve(kind + ".log");
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final OptionalLong pid() {
        EngineProcess running = process;
        return running != null && running.isAlive() ? OptionalLong.of(running.pid()) : OptionalLong.empty();
    }

    @Override
    public final void stop() {
        EngineProcess running = process;
        if (running != null) {
            // One that is frozen would not hear of it.
            running.signal("CONT");
            running.stop();
            process = null;
        }
    }

    @Override
    public final void kill() {
        EngineProcess running = process;
        if (running != null) {
            running.kill();
            process = null;
        }
    }

    @Override
    public final void pause() {
        running().signal("STOP");
    }

    @Override
    public final void resume() {
        running().signal("CONT");
    }

    @Override
    public final void restart() {
        stop();
        EngineProcess started = EngineProcess.start(command(), log(), end());
        process = started;
        awaitServing(started);
    }

    @Override
    public final void close() {
        EngineProcess running = process;
        if (running != null) {
            running.end();
            process = null;
        }
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** Returns a port of the loopback address that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private EngineProcess running() {
        EngineProcess running = process;
        if (running == null) {
            throw new IllegalStateException(kind + " is not running");
        }
        return running;
    }

    private void awaitServing(EngineProcess started) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!started.isAlive()) {
                throw new IllegalStateException(kind + " ended while it started: " + started.tail());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(kind + " does not serve after " + START + ": " + started.tail());
            }
            pauseBeforeProbe();
        }
    }

    private boolean answers() {
        try {
            return serves();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pauseBeforeProbe() {
        try {
            Thread.sleep(PROBE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an engine started", e);
        }
    }
}
