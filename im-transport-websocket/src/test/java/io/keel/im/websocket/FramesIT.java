package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.spi.ClientChannel;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may say in frames, and with which code it is closed if it says something else. */
class FramesIT {

    private static final int LIMIT = 64 * 1024;

    private final FakeGate gate = new FakeGate();
    private final WebSocketServer server = gate.server().build().start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void frameCrossesInBothDirectionsWithItsHead() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            client.text("{\"id\":\"7\",\"ping\":{}}");

            assertThat(core.next()).isEqualTo("{\"id\":\"7\",\"ping\":{}}");
            core.onLane(() -> {
                core.channel.send("7", 17, encoding -> "\"pong\":{}}".getBytes(UTF_8));
                return null;
            });
            assertThat(client.frame().text()).isEqualTo("{\"id\":\"7\",\"inboxSeq\":\"17\",\"pong\":{}}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 4096, 65_535, LIMIT})
    void everySizeUpToTheLimitArrivesWhole(int size) throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            String text = "x".repeat(size);
            client.text(text);

            assertThat(core.next()).isEqualTo(text);
            core.send(text);
            assertThat(client.frame().text()).isEqualTo("{" + text);
        }
    }

    @Test
    void protobufTravelsInBinaryFrames() throws Exception {
        try (RawClient client =
                RawClient.webSocket(server.port(), "/ws", "Sec-WebSocket-Protocol: im.v1.protobuf\r\n")) {
            FakeClient core = gate.next();
            client.frame(0x80 | RawClient.BINARY, "in");
            assertThat(core.next()).isEqualTo("in");

            core.onLane(() -> {
                core.channel.send(null, ClientChannel.NO_INBOX_SEQ, encoding -> "out".getBytes(UTF_8));
                return null;
            });
            RawClient.Frame out = client.frame();
            assertThat(out.opcode()).isEqualTo(RawClient.BINARY);
            assertThat(out.text()).isEqualTo("out");
        }
    }

    @Test
    void fragmentsArePutTogetherAroundAPing() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            byte[] smile = "😀".getBytes(UTF_8);
            client.say(RawClient.frame(RawClient.TEXT, Arrays.copyOf(smile, 2)));
            client.frame(0x80 | RawClient.PING, "still there?");
            client.say(RawClient.frame(0, Arrays.copyOfRange(smile, 2, 4)));
            client.frame(0x80, "!");

            assertThat(core.next()).isEqualTo("😀!");
            RawClient.Frame pong = client.frame();
            assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
            assertThat(pong.text()).isEqualTo("still there?");
        }
    }

    @Test
    void pingsAndPongsAreSignsOfLife() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            client.frame(0x80 | RawClient.PING, "");
            client.frame(0x80 | RawClient.PONG, "");

            await().untilAsserted(() -> assertThat(core.touches).hasValue(2));
            assertThat(core.received).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binary under JSON | 82 80 00000000 | 1003",
                "not UTF-8 | 81 81 00000000 FF | 1007",
                "cut short inside a character | 81 82 00000000 C3 E2 | 1007",
                "a surrogate | 81 83 00000000 EDA080 | 1007",
                "too large, told by 64 bits | 81 FF 0000000000010001 00000000 | 1009",
                "reserved bit | C1 80 00000000 | 1002",
                "reserved opcode | 83 80 00000000 | 1002",
                "reserved control opcode | 8B 80 00000000 | 1002",
                "not masked | 81 01 41 | 1002",
                "fragmented ping | 09 80 00000000 | 1002",
                "ping too long | 89 FE 007E 00000000 | 1002",
                "continuation of nothing | 80 80 00000000 | 1002",
                "message inside a message | 01 80 00000000 81 80 00000000 | 1002",
                "length not in its shortest form | 81 FE 0001 00000000 41 | 1002",
                "negative length | 81 FF 8000000000000000 00000000 | 1002",
                "close with half a code | 88 81 00000000 03 | 1002",
                "close with a code of nobody | 88 82 00000000 03EC | 1002",
                "close with a reason that is not UTF-8 | 88 83 00000000 03E8FF | 1007"
            })
    void violationClosesWithItsCode(String what, String bytes, String code) throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            client.say(java.util.HexFormat.of().parseHex(bytes.replace(" ", "")));

            assertThat(client.closed()).as(what).startsWith(code);
            assertThat(client.ended()).isTrue();
            FakeClient core = gate.next();
            client.close();
            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
            assertThat(core.received).isEmpty();
        }
    }

    @Test
    void textUnderProtobufClosesWith1003() throws IOException {
        try (RawClient client =
                RawClient.webSocket(server.port(), "/ws", "Sec-WebSocket-Protocol: im.v1.protobuf\r\n")) {
            client.text("{}");

            assertThat(client.closed()).startsWith("1003");
        }
    }

    @Test
    void fragmentsThatGrowPastTheLimitCloseWith1009() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            client.frame(RawClient.TEXT, "x".repeat(LIMIT));
            client.frame(0, "y");

            assertThat(client.closed()).startsWith("1009");
            assertThat(gate.next().received).isEmpty();
        }
    }

    @Test
    void whatFollowsAViolationIsNotHeard() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            client.frame(0x80 | RawClient.BINARY, "bad");
            client.text("{\"ping\":{}}");

            assertThat(client.closed()).startsWith("1003");
            assertThat(gate.next().received).isEmpty();
        }
    }

    @Test
    void framesCutAnywhereAreTheSameFrames() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            byte[] one = RawClient.frame(0x81, "x".repeat(300).getBytes(UTF_8));
            byte[] two = RawClient.frame(0x81, "y".getBytes(UTF_8));
            byte[] both = Arrays.copyOf(one, one.length + two.length);
            System.arraycopy(two, 0, both, one.length, two.length);
            for (byte next : both) {
                client.say(new byte[] {next});
            }

            assertThat(core.next()).isEqualTo("x".repeat(300));
            assertThat(core.next()).isEqualTo("y");
        }
    }
}
