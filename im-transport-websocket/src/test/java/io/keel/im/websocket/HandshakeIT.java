package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.telemetry.TurnedAway;
import io.keel.im.websocket.RawClient.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may become a WebSocket, and what the others are told. */
class HandshakeIT {

    private final FakeGate gate = new FakeGate();
    private final WebSocketServer server = gate.server()
            .allowOrigins("https://chat.example.com", "http://LAN.example:8081")
            .maxConnections(2)
            .build()
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void upgradeIsProvedAndNamesNoSubprotocolUnasked() throws Exception {
        Answer answer = ask("/ws", "");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers())
                .containsEntry("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .doesNotContainKey("Sec-WebSocket-Protocol");
        assertThat(gate.next().channel.encoding()).isEqualTo(Encoding.JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "im.v1.json | im.v1.json | JSON",
                "im.v1.protobuf | im.v1.protobuf | PROTOBUF",
                "chat, im.v1.protobuf , im.v1.json | im.v1.protobuf | PROTOBUF"
            })
    void firstKnownSubprotocolIsChosen(String asked, String chosen, Encoding encoding) throws Exception {
        Answer answer = ask("/ws", "Sec-WebSocket-Protocol: " + asked + "\r\n");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).containsEntry("Sec-WebSocket-Protocol", chosen);
        assertThat(gate.next().channel.encoding()).isEqualTo(encoding);
    }

    @Test
    void onlyUnknownSubprotocolsAreRefused() throws IOException {
        Answer answer = ask("/ws", "Sec-WebSocket-Protocol: chat, im.v2.json\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"message\":\"");
    }

    @Test
    void tokenAndDeviceArePassedOn() throws Exception {
        ask("/ws?token=a.b-c_d%2Be&device=web%201", "");

        FakeClient client = gate.next();
        assertThat(client.token).contains("a.b-c_d+e");
        assertThat(client.device).contains("web 1");
        assertThat(client.channel.remoteAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void absentTokenIsToldFromEmptyOneAndMalformedDeviceComesAsItIs() throws Exception {
        ask("/ws?device=%zz", "");
        FakeClient first = gate.next();
        ask("/ws?token=", "");

        assertThat(first.token).isEmpty();
        assertThat(first.device).contains("%zz");
        assertThat(gate.next().token).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT",
                "https://127.0.0.1:PORT",
                "HTTP://127.0.0.1:PORT",
                "https://chat.example.com",
                "https://CHAT.example.com:443",
                "http://lan.example:8081"
            })
    void pagesOfTheSameHostAndOfTheListMayConnect(String origin) throws IOException {
        assertThat(askFrom(origin).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://127.0.0.1.evil.example:PORT",
                "http://chat.example.com",
                "https://chat.example.com.evil.example",
                "http://lan.example",
                "http://127.0.0.1:PORT/path",
                "http://127.0.0.1:PORT@evil.example",
                "null",
                "file://",
                "127.0.0.1:PORT"
            })
    void pagesOfOthersMayNot(String origin) throws IOException {
        Answer answer = askFrom(origin);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"PERMISSION_DENIED\"");
        assertThat(gate.turnedAway).isEqualTo(Map.of(TurnedAway.ORIGIN, 1));
        assertThat(gate.limited).isEmpty();
    }

    @Test
    void whatIsNoUpgradeIsToldWhatIsTaken() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say("GET /ws HTTP/1.1\r\nHost: a\r\n\r\n");
            Answer plain = client.answer();
            client.say("POST /ws HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            Answer posted = client.answer();
            client.say(client.upgrade("/ws", "").replace("Version: 13", "Version: 8"));
            Answer old = client.answer();
            client.say(client.upgrade("/ws", "").replace(RawClient.KEY, "short"));
            Answer keyless = client.answer();

            assertThat(plain.status()).isEqualTo(426);
            assertThat(plain.headers()).containsEntry("Upgrade", "websocket");
            assertThat(posted.status()).isEqualTo(405);
            assertThat(posted.headers()).containsEntry("Allow", "GET");
            assertThat(old.status()).isEqualTo(426);
            assertThat(old.headers()).containsEntry("Sec-WebSocket-Version", "13");
            assertThat(keyless.status()).isEqualTo(400);
        }
    }

    @Test
    void fullGatewayRefusesUntilSomeoneLeaves() throws Exception {
        RawClient first = RawClient.webSocket(server.port());
        FakeClient leaving = gate.next();
        try (RawClient second = RawClient.webSocket(server.port())) {
            Answer third = ask("/ws", "");
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.body()).contains("\"UNAVAILABLE\"");

            first.close();
            org.awaitility.Awaitility.await().until(() -> leaving.ends.get() == 1);
            assertThat(ask("/ws", "").status()).isEqualTo(101);
            assertThat(second.socket.isClosed()).isFalse();
        }
    }

    @Test
    void leavingGatewayTakesNobody() throws IOException {
        gate.ready = false;

        assertThat(ask("/ws", "").status()).isEqualTo(503);
        assertThat(gate.turnedAway).isEqualTo(Map.of(TurnedAway.LEAVING, 1));
        assertThat(gate.limited).isEmpty();
    }

    @Test
    void framesRightBehindTheUpgradeWaitForTheirConnection() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            byte[] upgrade = client.upgrade("/ws", "").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] frame = RawClient.frame(0x81, "{\"ping\":{}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            byte[] both = java.util.Arrays.copyOf(upgrade, upgrade.length + frame.length);
            System.arraycopy(frame, 0, both, upgrade.length, frame.length);
            client.say(both);

            assertThat(client.answer().status()).isEqualTo(101);
            assertThat(gate.next().next()).isEqualTo("{\"ping\":{}}");
        }
    }

    @Test
    void whatCoreRefusesAtOnceIsUpgradedAndClosedWithItsCode() throws Exception {
        gate.onConnect = client -> client.channel.close(CloseCode.UNAUTHENTICATED, "token: not valid");
        try (RawClient client = RawClient.webSocket(server.port(), "/ws?token=x", "")) {
            assertThat(client.closed()).isEqualTo("4001 token: not valid");
        }
    }

    private Answer askFrom(String origin) throws IOException {
        return ask("/ws", "Origin: " + origin.replace("PORT", String.valueOf(server.port())) + "\r\n");
    }

    private Answer ask(String target, String headers) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say(client.upgrade(target, headers));
            return client.answer();
        }
    }
}
