package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.gateway.ClientConnection;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.spi.telemetry.TurnedAway;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A gateway that does nothing but remember, and what a test tells it. */
final class FakeGate implements ClientGate {

    final BlockingQueue<FakeClient> clients = new LinkedBlockingQueue<>();
    final CompletableFuture<Duration> drained = new CompletableFuture<>();
    volatile boolean ready = true;
    volatile boolean crowded;
    volatile CompletionStage<Void> drain = CompletableFuture.completedStage(null);
    /** Why how many were turned away, and by which limit where it was one. */
    final Map<TurnedAway, Integer> turnedAway = new ConcurrentHashMap<>();

    final Map<Limit, Integer> limited = new ConcurrentHashMap<>();
    volatile Consumer<FakeClient> onConnect = client -> {};

    @Override
    public ClientConnection connect(ClientChannel channel, Optional<String> token, Optional<String> device) {
        FakeClient client = new FakeClient(channel, token, device);
        onConnect.accept(client);
        clients.add(client);
        return client;
    }

    @Override
    public Telemetry telemetry() {
        return new Telemetry() {
            @Override
            public void turnedAway(TurnedAway reason) {
                turnedAway.merge(reason, 1, Integer::sum);
            }

            @Override
            public void limited(Limit limit) {
                limited.merge(limit, 1, Integer::sum);
            }
        };
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public boolean crowded() {
        return crowded;
    }

    @Override
    public CompletionStage<Void> drain(Duration deadline) {
        ready = false;
        drained.complete(deadline);
        return drain;
    }

    /** The next client that has connected. */
    FakeClient next() throws InterruptedException {
        FakeClient client = clients.poll(10, TimeUnit.SECONDS);
        assertThat(client).as("a client has connected").isNotNull();
        return client;
    }

    /** A server on a free port of the loopback address. */
    WebSocketServerBuilder server() {
        return new WebSocketServerBuilder(this).host("127.0.0.1").port(0).eventLoops(2);
    }
}
