package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.CloseCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a server starts and ends. */
class ServerLifeIT {

    private final FakeGate gate = new FakeGate();

    @ParameterizedTest
    @EnumSource(
            value = SocketEngine.class,
            names = {"AUTO", "NIO"})
    void jdkClientIsServedByEveryEngine(SocketEngine engine) throws Exception {
        try (WebSocketServer server = gate.server().socketEngine(engine).build().start()) {
            CompletableFuture<String> answered = new CompletableFuture<>();
            CompletableFuture<Integer> closed = new CompletableFuture<>();
            WebSocket client = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("im.v1.json")
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws"), new WebSocket.Listener() {
                        @Override
                        public java.util.concurrent.CompletionStage<?> onText(
                                WebSocket socket, CharSequence data, boolean last) {
                            answered.complete(data.toString());
                            socket.request(1);
                            return CompletableFuture.completedStage(null);
                        }

                        @Override
                        public java.util.concurrent.CompletionStage<?> onClose(
                                WebSocket socket, int code, String reason) {
                            closed.complete(code);
                            return CompletableFuture.completedStage(null);
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            FakeClient core = gate.next();
            client.sendText("hello", true);
            assertThat(core.next()).isEqualTo("hello");
            core.send("world");
            assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo("{world");
            assertThat(client.getSubprotocol()).isEqualTo("im.v1.json");
            core.close(CloseCode.REPLACED, "newer");
            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(4003);
        }
    }

    @Test
    void engineThatIsNotThereIsToldOnStart() {
        WebSocketServer server =
                gate.server().socketEngine(SocketEngine.IO_URING).build();

        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io_uring is not available here");
    }

    @Test
    void portInUseIsOneClearLine() {
        try (WebSocketServer first = gate.server().build().start()) {
            WebSocketServer second = gate.server().port(first.port()).build();

            assertThatThrownBy(second::start)
                    .isInstanceOfSatisfying(
                            ImException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .hasMessage("port " + first.port() + " of 127.0.0.1 is in use");
        }
    }

    @Test
    void portIsFreeAgainAfterClose() {
        WebSocketServer first = gate.server().build().start();
        int port = first.port();
        first.close();

        try (WebSocketServer second = gate.server().port(port).build().start()) {
            assertThat(second.port()).isEqualTo(port);
        }
    }

    @RepeatedTest(5)
    void closingEndsConnectionsThatAreKeptForTheNextRequest() throws IOException {
        WebSocketServer server = gate.server().build().start();
        List<RawClient> kept = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawClient client = RawClient.connect(server.port());
            client.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            kept.add(client);
        }
        server.close();

        for (RawClient client : kept) {
            assertThat(client.ended()).isTrue();
            client.close();
        }
    }

    @Test
    void serverIsStartedOnceAndClosedAsOftenAsOneLikes() {
        WebSocketServer server = gate.server().build();
        assertThatThrownBy(server::port).isInstanceOf(IllegalStateException.class);
        server.start();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);

        server.close();
        server.close();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
        gate.server().build().close();
    }

    @Test
    void serversOfOneProcessDoNotMeet() throws Exception {
        FakeGate otherGate = new FakeGate();
        try (WebSocketServer one = gate.server().build().start();
                WebSocketServer other = otherGate.server().build().start();
                RawClient client = RawClient.webSocket(one.port());
                RawClient otherClient = RawClient.webSocket(other.port())) {
            client.text("one");
            otherClient.text("other");
            assertThat(gate.next().next()).isEqualTo("one");
            FakeClient core = otherGate.next();
            assertThat(core.next()).isEqualTo("other");

            one.close();
            core.send("still here");
            assertThat(otherClient.frame().text()).isEqualTo("{still here");
        }
    }

    @Test
    void closingDrainsBeforeItStopsListening() throws Exception {
        CompletableFuture<Void> draining = new CompletableFuture<>();
        gate.drain = draining;
        WebSocketServer server =
                gate.server().drainTimeout(Duration.ofSeconds(20)).build().start();
        RawClient client = RawClient.webSocket(server.port());
        FakeClient core = gate.next();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);

        assertThat(gate.drained.get(10, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(20));
        client.text("still served");
        assertThat(core.next()).isEqualTo("still served");
        try (RawClient late = RawClient.connect(server.port())) {
            late.say(late.upgrade("/ws", ""));
            assertThat(late.answer().status()).isEqualTo(503);
        }
        core.close(CloseCode.GOING_AWAY, "this gateway is leaving");
        draining.complete(null);

        assertThat(client.closed()).isEqualTo("1001 this gateway is leaving");
        client.say(RawClient.frame(0x88, RawClient.closePayload(1001, "")));
        closing.get(20, TimeUnit.SECONDS);
        assertThat(core.ends).hasValue(1);
        assertThatThrownBy(() -> RawClient.connect(server.port())).isInstanceOf(ConnectException.class);
        client.close();
    }

    @Test
    void closingDoesNotWaitForeverForAGatewayThatDoesNotLeave() throws Exception {
        gate.drain = new CompletableFuture<>();
        WebSocketServer server =
                gate.server().drainTimeout(Duration.ofMillis(1)).build().start();
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            server.close();

            assertThat(client.ended()).isTrue();
            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
        }
    }

    @Test
    void whoTakesTooLongToAskIsCutOff() throws IOException {
        try (WebSocketServer server = gate.server()
                        .handshakeTimeout(Duration.ofMillis(300))
                        .build()
                        .start();
                RawClient silent = RawClient.connect(server.port());
                RawClient slow = RawClient.connect(server.port())) {
            slow.say("GET /ws HTTP/1.1\r\nHost: ");

            assertThat(silent.ended()).isTrue();
            assertThat(slow.ended()).isTrue();
        }
    }

    @Test
    void whoHasUpgradedIsNotCutOff() throws Exception {
        try (WebSocketServer server = gate.server()
                        .handshakeTimeout(Duration.ofMillis(300))
                        .build()
                        .start();
                RawClient client = RawClient.webSocket(server.port());
                RawClient silent = RawClient.connect(server.port())) {
            FakeClient core = gate.next();
            assertThat(silent.ended()).isTrue();

            core.send("still here");
            assertThat(client.frame().text()).isEqualTo("{still here");
        }
    }

    @Test
    void settingsOutOfRangeAreToldWithTheRange() {
        assertThatThrownBy(() -> gate.server().port(70_000)).hasMessage("port: 70000 (expected: 0..65535)");
        assertThatThrownBy(() -> gate.server().eventLoops(0)).hasMessage("eventLoops: 0 (expected: 1..1024)");
        assertThatThrownBy(() -> gate.server().drainTimeout(Duration.ZERO))
                .hasMessage("drainTimeout: PT0S (expected: > 0)");
        assertThatThrownBy(() -> gate.server().allowOrigins("example.com").build())
                .hasMessage("origin: example.com (expected: such as https://chat.example.com)");
        assertThatThrownBy(() -> gate.server()
                        .tls(Path.of("no.pem"), Path.of("no.key"))
                        .build()
                        .start())
                .hasMessageStartingWith("tls: cannot read no.pem");
    }
}
