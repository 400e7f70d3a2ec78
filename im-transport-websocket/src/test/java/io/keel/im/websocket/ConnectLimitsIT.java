package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.gateway.TransportLimits;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.spi.telemetry.TurnedAway;
import io.keel.im.websocket.RawClient.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many may come, from where, and how often; all of it changes while the server runs. */
class ConnectLimitsIT {

    private final FakeGate gate = new FakeGate();
    private volatile TransportLimits limits = TransportLimits.defaults();
    private final WebSocketServer server =
            gate.server().limits(() -> limits).trustProxies("127.0.0.1").build().start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void addressThatConnectsTooOftenIsToldWhenItMay() throws IOException {
        limits = TransportLimits.builder().connects(new RateLimit(0.1, 2)).build();

        assertThat(ask("203.0.113.1").status()).isEqualTo(101);
        assertThat(ask("203.0.113.1").status()).isEqualTo(101);
        Answer refused = ask("203.0.113.1");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("\"RATE_LIMITED\"");
        assertThat(retryAfter(refused)).isBetween(1, 10);
        countedOnceAs(Limit.ADDRESS_CONNECTS);
        assertThat(ask("203.0.113.2").status()).isEqualTo(101);

        limits = TransportLimits.defaults();
        assertThat(ask("203.0.113.2").status()).isEqualTo(101);
    }

    @Test
    void addressHasSoManyConnectionsAndNoMore() throws Exception {
        limits = TransportLimits.builder().connectionsPerAddress(1).build();
        try (RawClient first = RawClient.connect(server.port())) {
            first.say(first.upgrade("/ws", "X-Forwarded-For: 203.0.113.1\r\n"));
            assertThat(first.answer().status()).isEqualTo(101);
            FakeClient client = gate.next();
            assertThat(client.channel.remoteAddress()).isEqualTo("203.0.113.1");

            Answer refused = ask("203.0.113.1");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).doesNotContainKey("Retry-After");
            countedOnceAs(Limit.ADDRESS_CONNECTIONS);
            assertThat(ask("203.0.113.2").status()).isEqualTo(101);

            first.close();
            await().until(() -> client.ends.get() == 1);
            assertThat(ask("203.0.113.1").status()).isEqualTo(101);
        }
    }

    @Test
    void herdIsSentAwayForSomeSeconds() throws IOException {
        gate.crowded = true;

        Answer refused = ask("203.0.113.1");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("\"UNAVAILABLE\"");
        assertThat(retryAfter(refused)).isBetween(1, 5);
        countedOnceAs(Limit.CONNECTS);
        gate.crowded = false;
        assertThat(ask("203.0.113.1").status()).isEqualTo(101);
    }

    @Test
    void gatewayThatIsFullTakesMoreOnceItMay() throws Exception {
        limits = TransportLimits.builder().connections(1).build();
        try (RawClient first = RawClient.webSocket(server.port())) {
            assertThat(ask("203.0.113.1").status()).isEqualTo(503);
            countedOnceAs(Limit.CONNECTIONS);

            limits = TransportLimits.builder().connections(2).build();
            assertThat(ask("203.0.113.1").status()).isEqualTo(101);
            assertThat(first.socket.isClosed()).isFalse();
        }
    }

    private void countedOnceAs(Limit limit) {
        assertThat(gate.limited).isEqualTo(Map.of(limit, 1));
        assertThat(gate.turnedAway).isEqualTo(Map.of(TurnedAway.LIMIT, 1));
    }

    private static int retryAfter(Answer refused) {
        return Integer.parseInt(refused.headers().getOrDefault("Retry-After", "-1"));
    }

    private Answer ask(String address) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say(client.upgrade("/ws", "X-Forwarded-For: " + address + "\r\n"));
            return client.answer();
        }
    }
}
