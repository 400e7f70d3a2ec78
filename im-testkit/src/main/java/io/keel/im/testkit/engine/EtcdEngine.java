package io.keel.im.testkit.engine;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One etcd on loopback. Its {@link #address()} is its client URL; one that is given may name several, with commas. */
public final class EtcdEngine extends LocalEngine {

    /** Gives the client URLs of an engine that runs already, with commas between them. */
    public static final String ADDRESS_VARIABLE = "IM_ETCD_ENDPOINTS";

    private static final String KIND = "etcd";
    private static final int PROBE_MILLIS = 1_000;

    private final Path program;
    private final int port = freePort();
    private final int peerPort = freePort();

    private EtcdEngine(Path program) {
        super(KIND);
        this.program = program;
    }

    /** Returns the engine that {@value #ADDRESS_VARIABLE} names, or else starts one. */
    public static Engine start() {
        String given = System.getenv(ADDRESS_VARIABLE);
        return given == null || given.isEmpty() ? launch() : new GivenEngine(KIND, given);
    }

    /**
     * Starts an engine of our own, which may be killed.
     *
     * @throws IllegalStateException if there is none on this machine and none can be installed
     */
    public static EtcdEngine launch() {
        EtcdEngine engine = new EtcdEngine(program());
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
        return "http://127.0.0.1:" + port;
    }

    @Override
    public List<String> command() {
        String peers = "http://127.0.0.1:" + peerPort;
        return List.of(
                program.toString(),
                "--name",
                "im",
                "--data-dir",
                folder().resolve("data").toString(),
                "--listen-client-urls",
                address(),
                "--advertise-client-urls",
                address(),
                "--listen-peer-urls",
                peers,
                "--initial-advertise-peer-urls",
                peers,
                "--initial-cluster",
                "im=" + peers,
                "--logger",
                "zap",
                "--log-level",
                "error");
    }

    @Override
    boolean serves() throws IOException {
        HttpURLConnection health =
                (HttpURLConnection) URI.create(address() + "/health").toURL().openConnection();
        health.setConnectTimeout(PROBE_MILLIS);
        health.setReadTimeout(PROBE_MILLIS);
        try {
            return health.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            health.disconnect();
        }
    }

    private static Path program() {
        Optional<Path> found = Programs.find(KIND);
        if (found.isEmpty() && AptPackages.canInstall()) {
            AptPackages.install("etcd-server");
            found = Programs.find(KIND);
        }
        return found.orElseThrow(() -> new IllegalStateException("no etcd: set " + ADDRESS_VARIABLE
                + " to the client URLs of one, or install one, as by: apt-get install etcd-server"));
    }
}
