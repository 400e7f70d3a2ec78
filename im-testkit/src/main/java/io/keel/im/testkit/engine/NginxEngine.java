package io.keel.im.testkit.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One nginx on loopback, by a configuration of the test's. Its {@link #address()} is the URL of the port that it was given. */
public final class NginxEngine extends LocalEngine {

    private static final String KIND = "nginx";
    private static final int PROBE_MILLIS = 1_000;

    private final Path program;
    private final int port = freePort();

    private NginxEngine(Path program) {
        super(KIND);
        this.program = program;
    }

    /** Writes a configuration. */
    @FunctionalInterface
    public interface Configuration {

        /**
         * Writes {@code nginx.conf}, and what it includes, into a folder.
         *
         * @param folder where to; nginx may write there as well
         * @param port what it is to listen on
         */
        void write(Path folder, int port) throws IOException;
    }

    /**
     * Starts one, which may be killed.
     *
     * @throws IllegalStateException if there is none on this machine and none can be installed, or it refuses the configuration
     */
    public static NginxEngine launch(Configuration configuration) throws IOException {
        NginxEngine engine = new NginxEngine(program());
        try {
            configuration.write(engine.folder(), engine.port);
            engine.restart();
            return engine;
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Finds the program, or installs it.
     *
     * @throws IllegalStateException if there is none on this machine and none can be installed
     */
    public static Path program() {
        Optional<Path> found = Programs.find(KIND);
        if (found.isEmpty() && AptPackages.canInstall()) {
            AptPackages.install(KIND);
            found = Programs.find(KIND);
        }
        return found.orElseThrow(
                () -> new IllegalStateException("no nginx: install one, as by: apt-get install nginx"));
    }

    /** Its main configuration file. */
    public Path configuration() {
        return folder().resolve("nginx.conf");
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public List<String> command() {
        return List.of(program.toString(), "-c", configuration().toString(), "-g", "daemon off;");
    }

    /** Its workers would outlive it. */
    @Override
    String end() {
        return "TERM";
    }

    @Override
    boolean serves() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            return socket.isConnected();
        }
    }
}
