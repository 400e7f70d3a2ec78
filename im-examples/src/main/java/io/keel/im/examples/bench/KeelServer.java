package io.keel.im.examples.bench;

import io.keel.im.examples.wire.KeelAccess;
import java.io.IOException;
import java.util.List;

/** The embedded server as a process of its own, whose heap can be looked into. */
public final class KeelServer implements AutoCloseable {

    private final Child process;
    private final JvmProbe probe;
    private final int port;
    private final KeelAccess access;

    private KeelServer(Child process, JvmProbe probe, int port, KeelAccess access) {
        this.process = process;
        this.probe = probe;
        this.port = port;
        this.access = access;
    }

    /**
     * Starts it on a free port with these options of its JVM and returns when it accepts connections.
     *
     * @throws IOException when it does not come up
     */
    public static KeelServer start(List<String> jvmOptions) throws IOException {
        Workplace workplace = new Workplace();
        Launches launches = new Launches(workplace, new Machine(), jvmOptions);
        int port = Ports.free();
        try {
            Child process = Child.quiet(
                    "soak-server",
                    launches.server(Contender.KEEL_PROTOBUF, port, List.of()),
                    launches.environment(),
                    workplace.output());
            try {
                Ports.awaitOpen(port, process);
                return new KeelServer(process, JvmProbe.attach(process.pid()), port, launches.access());
            } catch (IOException | UnavailableException e) {
                process.close();
                throw e;
            }
        } catch (UnavailableException e) {
            throw new IOException("the server: " + e.getMessage(), e);
        }
    }

    /** Its port on the loopback address. */
    public int port() {
        return port;
    }

    /** What its users come with. */
    public KeelAccess access() {
        return access;
    }

    /** Bytes of its heap that are reachable, after a collection. */
    public long liveHeapBytes() {
        return probe.liveHeapBytes();
    }

    @Override
    public void close() throws IOException {
        probe.close();
        process.close();
    }
}
