package io.keel.im.examples.nginx;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.testkit.client.TrustingAuthenticator;
import io.keel.im.websocket.WebSocketServer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A chat of its own that stands in the registry as a gateway does. */
final class FrontGateway implements AutoCloseable {

    private final EmbeddedIm im =
            EmbeddedIm.builder(new TrustingAuthenticator()).build();
    private final WebSocketServer server = WebSocketServer.builder(im.gateway())
            .host("127.0.0.1")
            .port(0)
            .drainTimeout(Duration.ofMillis(500))
            .build();
    private final ServiceRegistry.Registration registration;

    private FrontGateway(ServiceRegistry services) {
        server.start();
        this.registration = services.register(
                        new ServiceInstance("gateway", "gateway-" + UUID.randomUUID(), address(), Map.of()))
                .toCompletableFuture()
                .join();
    }

    /** Starts one and shows it. */
    static FrontGateway start(ServiceRegistry services) {
        return new FrontGateway(services);
    }

    String address() {
        return "127.0.0.1:" + server.port();
    }

    /** Ends as after a crash: nobody listens, and the registry still shows it. */
    void vanish() {
        server.close();
        im.close();
    }

    /** Ends in good order: leaves the registry, sends clients away, closes. */
    @Override
    public void close() {
        registration.close();
        vanish();
    }
}
