package io.keel.im.transport.grpc;

import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server that exports ports and a peer that calls them, for one test. */
final class Link implements AutoCloseable {

    static final GrpcSecurity SECRET = GrpcSecurity.sharedSecret("a secret that tests share");

    private final boolean sockets;
    private @Nullable GrpcServer server;
    private @Nullable GrpcPeer peer;

    private Link(boolean sockets) {
        this.sockets = sockets;
    }

    static Link overLoopback() {
        return new Link(true);
    }

    static Link inProcess() {
        return new Link(false);
    }

    /** Exports what {@code ports} adds, and returns who calls it. */
    GrpcPeer to(UnaryOperator<GrpcServerBuilder> ports) {
        close();
        String name = UUID.randomUUID().toString();
        GrpcServerBuilder exporting =
                sockets ? GrpcServer.builder(0).host("127.0.0.1").security(SECRET) : GrpcServer.inProcess(name);
        GrpcServer running = ports.apply(exporting).build().start();
        GrpcPeer calling = (sockets ? GrpcPeer.builder("127.0.0.1", running.port()) : GrpcPeer.inProcess(name))
                .security(SECRET)
                .build();
        server = running;
        peer = calling;
        return calling;
    }

    @Override
    public void close() {
        if (peer != null) {
            peer.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
