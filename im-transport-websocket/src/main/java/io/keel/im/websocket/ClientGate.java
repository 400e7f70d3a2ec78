package io.keel.im.websocket;

import io.keel.im.gateway.ClientConnection;
import io.keel.im.gateway.Gateway;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Telemetry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the server needs of a gateway; see {@link Gateway} for the meaning. */
interface ClientGate {

    ClientConnection connect(ClientChannel channel, Optional<String> token, Optional<String> device);

    boolean ready();

    boolean crowded();

    CompletionStage<Void> drain(Duration deadline);

    /** Hears who is turned away. */
    default Telemetry telemetry() {
        return Telemetry.NONE;
    }

    static ClientGate of(Gateway gateway) {
        return new ClientGate() {
            @Override
            public ClientConnection connect(ClientChannel channel, Optional<String> token, Optional<String> device) {
                return gateway.connect(channel, token, device);
            }

            @Override
            public Telemetry telemetry() {
                return gateway.telemetry();
            }

            @Override
            public boolean ready() {
                return gateway.ready();
            }

            @Override
            public boolean crowded() {
                return gateway.crowded();
            }

            @Override
            public CompletionStage<Void> drain(Duration deadline) {
                return gateway.drain(deadline);
            }
        };
    }
}
