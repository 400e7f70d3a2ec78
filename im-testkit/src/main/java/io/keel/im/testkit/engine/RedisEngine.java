package io.keel.im.testkit.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One Redis on loopback that keeps nothing on disk by itself: whatever ends it loses everything, save for what somebody has told it
 * to {@code SAVE}. Its {@link #address()} is a {@code redis://} URL.
 */
public final class RedisEngine extends LocalEngine {

    /** Gives the URL of an engine that runs already, such as {@code redis://10.0.0.1:6379}. */
    public static final String ADDRESS_VARIABLE = "IM_REDIS_URL";

    private static final String KIND = "redis";
    private static final int PROBE_MILLIS = 1_000;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path program;
    private final int port = freePort();

    private RedisEngine(Path program) {
        super(KIND);
        this.program = program;
    }

    /** Returns the engine that {@value #ADDRESS_VARIABLE} names, or else starts one. */
    public static Engine start() {
        String given = System.getenv(ADDRESS_VARIABLE);
        return given == null || given.isEmpty() ? launch() : new GivenEngine(KIND, given);
    }

    /**
     * Starts an engine of our own, which may be killed and flushed.
     *
     * @throws IllegalStateException if there is none on this machine and none can be installed
     */
    public static RedisEngine launch() {
        RedisEngine engine = new RedisEngine(program());
        try {
            engine.restart();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public List<String> command() {
        return List.of(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder().toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no");
    }

    @Override
    boolean serves() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write(PING);
            byte[] answer = socket.getInputStream().readNBytes(PONG.length);
            return java.util.Arrays.equals(answer, PONG);
        }
    }

    private static Path program() {
        Optional<Path> found = Programs.find("redis-server");
        if (found.isEmpty() && AptPackages.canInstall()) {
            AptPackages.install("redis-server");
            found = Programs.find("redis-server");
        }
        return found.orElseThrow(() -> new IllegalStateException("no Redis: set " + ADDRESS_VARIABLE
                + " to the URL of one, or install one, as by: apt-get install redis-server"));
    }
}
