package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.spi.CloseCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end. */
class ClosingIT {

    private final FakeGate gate = new FakeGate();
    private final WebSocketServer server = gate.server().build().start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void coreClosesWithItsCodeAfterWhatIsPending(CloseCode code) throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            core.onLane(() -> {
                core.channel.send(null, -1, encoding -> "last".getBytes(UTF_8));
                core.channel.close(code, "why");
                core.channel.send(null, -1, encoding -> "dropped".getBytes(UTF_8));
                core.channel.close(CloseCode.SILENT, "twice");
                return null;
            });

            assertThat(client.frame().text()).isEqualTo("{last");
            assertThat(client.frame().close()).isEqualTo(code.number() + " why");
            client.say(RawClient.frame(0x88, RawClient.closePayload(code.number(), "")));
            assertThat(client.ended()).isTrue();
            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
        }
    }

    @Test
    void framesOnTheirWayToAClosedConnectionAreDropped() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            core.close(CloseCode.REPLACED, "");
            client.text("late");
            client.frame(0x89, "late");
            client.say(RawClient.frame(0x88, RawClient.closePayload(4003, "")));

            assertThat(client.closed()).isEqualTo("4003");
            assertThat(client.ended()).isTrue();
            assertThat(core.received).isEmpty();
            assertThat(core.touches).hasValue(0);
        }
    }

    @Test
    void clientThatAnswersNoCloseIsCutOff() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            core.close(CloseCode.GOING_AWAY, "bye");

            assertThat(client.closed()).isEqualTo("1001 bye");
            assertThat(client.ended()).isTrue();
            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3000, 4999})
    void closeIsAnsweredWithTheSameCode(int code) throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            client.say(RawClient.frame(0x88, RawClient.closePayload(code, "tired")));

            assertThat(client.closed()).isEqualTo(String.valueOf(code));
            assertThat(client.ended()).isTrue();
            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 32768, 65535})
    void closeWithACodeThatIsNotForTheWireIsAProtocolError(int code) throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            client.say(RawClient.frame(0x88, RawClient.closePayload(code, "")));

            assertThat(client.closed()).startsWith("1002 ");
            client.close();
            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
        }
    }

    @Test
    void closeWithoutACodeIsAnsweredWithoutOne() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            client.frame(0x88, "");

            assertThat(client.closed()).isEmpty();
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void longReasonIsCutBetweenCharacters() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            gate.next().close(CloseCode.TOO_LARGE, "ü".repeat(100));

            assertThat(client.closed()).isEqualTo("1009 " + "ü".repeat(61));
        }
    }

    @Test
    void socketThatIsCutEndsItsConnectionOnce() throws Exception {
        RawClient client = RawClient.webSocket(server.port());
        FakeClient core = gate.next();
        client.socket.setSoLinger(true, 0);
        client.close();

        await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
    }

    @Test
    void clientThatLeavesAmidAMessageIsNoFaultOfOurs() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            client.frame(RawClient.TEXT, "the first half");
            client.frame(0x80 | RawClient.PING, "");
            client.frame();
            client.close();

            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
            assertThat(log.toString(UTF_8)).isEmpty();
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void faultOfCoreCostsOneConnection() throws Exception {
        try (RawClient one = RawClient.webSocket(server.port())) {
            FakeClient faulty = gate.next();
            RawClient other = RawClient.webSocket(server.port());
            FakeClient sound = gate.next();
            faulty.onFrame = frame -> {
                throw new IllegalStateException("planted");
            };
            one.text("a");
            other.text("b");

            assertThat(one.closed()).isEqualTo("1011 internal error");
            assertThat(sound.next()).isEqualTo("b");
        }
    }

    @Test
    void faultWhenDrainedCostsOneConnection() throws Exception {
        try (RawClient one = RawClient.webSocket(server.port())) {
            FakeClient faulty = gate.next();
            RawClient other = RawClient.webSocket(server.port());
            FakeClient sound = gate.next();
            faulty.onDrained = () -> {
                throw new IllegalStateException("planted");
            };
            faulty.send("x");
            sound.send("y");

            assertThat(one.closed()).isEqualTo("1011 internal error");
            assertThat(other.frame().text()).isEqualTo("{y");
        }
    }
}
