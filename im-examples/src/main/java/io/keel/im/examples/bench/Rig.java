package io.keel.im.examples.bench;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A running server with a load client of its own. */
final class Rig implements AutoCloseable {

    private final Contender contender;
    private final int port;
    private final Child server;
    private final LoadProcess load;
    private final Segments segments;

    private Rig(Contender contender, int port, Child server, LoadProcess load, Segments segments) {
        this.contender = contender;
        this.port = port;
        this.server = server;
        this.load = load;
        this.segments = segments;
    }

    /** Starts both, and returns as soon as the server accepts connections. */
    static Rig start(Contender contender, Bench bench, List<String> serverOptions)
            throws IOException, UnavailableException {
        return start(contender, bench, port -> bench.launches().server(contender, port, serverOptions));
    }

    /** Starts both; the server lets users send so much a second and no more. */
    static Rig limited(Contender contender, Bench bench, int perSecond) throws IOException, UnavailableException {
        return start(contender, bench, port -> bench.launches().limitedServer(contender, port, perSecond));
    }

    /** Tells how a server is started on a port. */
    private interface ServerCommand {
        List<String> on(int port) throws UnavailableException;
    }

    private static Rig start(Contender contender, Bench bench, ServerCommand command)
            throws IOException, UnavailableException {
        int port = Ports.free();
        String name = contender.dialect();
        Launches launches = bench.launches();
        Child server = Child.quiet(name + "-server", command.on(port), launches.environment(), bench.logs());
        try {
            Ports.awaitOpen(port, server);
            LoadProcess load = new LoadProcess(
                    name + "-load", launches.client(contender, port), launches.environment(), bench.logs());
            return new Rig(contender, port, server, load, bench.segments());
        } catch (IOException | UnavailableException e) {
            server.close();
            throw e;
        }
    }

    Contender contender() {
        return contender;
    }

    int port() {
        return port;
    }

    long serverPid() {
        return server.pid();
    }

    ProcessFigures serverFigures() {
        return new ProcessFigures(server.pid());
    }

    /** Has the load client do something that is not measured. */
    Figures obey(String instruction) throws IOException, RoundFailedException {
        try {
            return load.obey(instruction);
        } catch (RoundFailedException e) {
            if (server.isAlive()) {
                throw e;
            }
            throw new IOException("the server has ended: " + server.lastWords(), e);
        }
    }

    /** One round, measured. */
    Round measure(String instruction) throws IOException, RoundFailedException {
        ProcessFigures client = new ProcessFigures(load.pid());
        OptionalLong segmentsBefore = segments.sentFrom(port);
        long serverBefore = serverFigures().cpuMicros();
        long clientBefore = client.cpuMicros();
        long begin = System.nanoTime();
        Figures figures = obey(instruction);
        double elapsed = (System.nanoTime() - begin) / 1e3;
        double serverMicros = serverFigures().cpuMicros() - serverBefore;
        double clientMicros = client.cpuMicros() - clientBefore;
        OptionalLong segmentsAfter = segments.sentFrom(port);
        double deliveries = Math.max(1, figures.of("deliveries"));
        return new Round(
                figures.of("deliveries"),
                figures.perSecond(),
                figures.micros("p50"),
                figures.micros("p99"),
                serverMicros / deliveries,
                segmentsBefore.isPresent() && segmentsAfter.isPresent()
                        ? OptionalDouble.of((segmentsAfter.getAsLong() - segmentsBefore.getAsLong()) / deliveries)
                        : OptionalDouble.empty(),
                serverMicros / elapsed,
                clientMicros / elapsed);
    }

    @Override
    public void close() {
        load.close();
        server.close();
    }
}
