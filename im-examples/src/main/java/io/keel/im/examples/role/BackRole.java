package io.keel.im.examples.role;

import io.keel.im.spi.ServiceRegistry;
import io.keel.im.transport.grpc.GrpcServer;
import io.keel.im.transport.grpc.GrpcServerBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A role that serves other roles: ports over gRPC, a status page, a place in the registry, and what it works with. */
final class BackRole implements Role {

    private final Foundation foundation;
    private final StatusServer status;
    private final GrpcServer server;
    private final ServiceRegistry.Registration registration;
    private final List<AutoCloseable> parts;

    private BackRole(
            Foundation foundation,
            StatusServer status,
            GrpcServer server,
            ServiceRegistry.Registration registration,
            List<AutoCloseable> parts) {
        this.foundation = foundation;
        this.status = status;
        this.server = server;
        this.registration = registration;
        this.parts = parts;
    }

    /**
     * Starts it.
     *
     * @param service what it is in the registry
     * @param exports names the ports that it offers
     * @param parts what it works with, in the order in which it was opened
     */
    static BackRole start(
            Foundation foundation,
            String service,
            UnaryOperator<GrpcServerBuilder> exports,
            List<AutoCloseable> parts) {
        StatusServer status =
                StatusServer.start(foundation.settings(), foundation.health(), foundation.metrics()::scrape);
        GrpcServer server = exports.apply(foundation.server()).build().start();
        String url = foundation.url(status.port());
        ServiceRegistry.Registration registration =
                foundation.announce(service, foundation.newLife(), server.port(), Map.of("url", url));
        foundation.serving();
        List<AutoCloseable> backwards = new ArrayList<>(parts);
        Collections.reverse(backwards);
        return new BackRole(foundation, status, server, registration, backwards);
    }

    @Override
    public String url() {
        return foundation.url(status.port());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Nobody new comes once it has left the registry; calls in flight are answered; batches in hand are finished, their offsets
     * committed and the partitions given back; and then what all of this worked with ends.
     */
    @Override
    public void close() {
        foundation.health().draining();
        foundation.withdraw(registration);
        server.close();
        for (AutoCloseable part : parts) {
            Closing.quietly(part);
        }
        foundation.close();
        status.close();
    }
}
