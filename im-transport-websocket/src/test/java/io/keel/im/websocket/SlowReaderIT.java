package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.spi.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What core sees of a client that reads slowly, and what it can do. */
class SlowReaderIT {

    private static final int PLENTY = 16 * 1024 * 1024;

    private final FakeGate gate = new FakeGate();
    private final WebSocketServer server = gate.server().build().start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 10_000, 60_000})
    void whatIsPendingIsToldAndArrivesInOrder(int size) throws Exception {
        int frames = PLENTY / size;
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            byte[][] bodies = new byte[10][];
            for (int i = 0; i < bodies.length; i++) {
                bodies[i] = ("%010d".formatted(i) + "x".repeat(size - 10)).getBytes(UTF_8);
            }
            core.onLane(() -> {
                for (int i = 0; i < frames; i++) {
                    byte[] body = bodies[i % bodies.length];
                    core.channel.send(null, i, encoding -> body);
                }
                return null;
            });
            await().until(() -> core.onLane(core.channel::writtenBytes) > 0);
            long pending = core.onLane(core.channel::pendingBytes);
            long written = core.onLane(core.channel::writtenBytes);
            assertThat(pending).isGreaterThan(PLENTY / 4);
            assertThat(core.drains).hasValue(0);

            for (int i = 0; i < frames; i++) {
                String frame = client.frame().text();
                assertThat(frame).startsWith("{\"inboxSeq\":\"" + i + "\"," + "%010d".formatted(i % 10));
            }
            await().untilAsserted(() -> assertThat(core.drains).hasValue(1));
            assertThat(core.onLane(core.channel::pendingBytes)).isZero();
            assertThat(core.onLane(core.channel::writtenBytes)).isEqualTo(pending + written);
        }
    }

    @Test
    void clientThatReadsNothingIsCutOffWhenClosed() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            core.send("x".repeat(PLENTY));
            core.close(CloseCode.STALLED, "reads nothing");

            await().untilAsserted(() -> assertThat(core.ends).hasValue(1));
            assertThat(client.socket.isConnected()).isTrue();
        }
    }

    @Test
    void nothingIsReadWhileReadingIsOff() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            core.onFrame = frame -> {
                core.received.add(frame);
                if (frame.equals("1")) {
                    core.channel.reading(false);
                }
            };
            // All in one write: what comes with the frame that turned reading off must wait as well.
            byte[] one = RawClient.frame(0x81, "1".getBytes(UTF_8));
            byte[] all = java.util.Arrays.copyOf(one, one.length * 3);
            System.arraycopy(RawClient.frame(0x81, "2".getBytes(UTF_8)), 0, all, one.length, one.length);
            System.arraycopy(RawClient.frame(0x81, "3".getBytes(UTF_8)), 0, all, 2 * one.length, one.length);
            client.say(all);
            assertThat(core.next()).isEqualTo("1");
            client.text("4");
            assertThat(core.onLane(core.received::isEmpty)).isTrue();

            core.reading(true);
            assertThat(core.next()).isEqualTo("2");
            assertThat(core.next()).isEqualTo("3");
            assertThat(core.next()).isEqualTo("4");
        }
    }

    @Test
    void pingsOfAClientThatReadsNothingPileUpNothing() throws Exception {
        try (RawClient client = RawClient.webSocket(server.port())) {
            FakeClient core = gate.next();
            core.send("x".repeat(PLENTY));
            long before = core.onLane(core.channel::pendingBytes);
            for (int i = 0; i < 1000; i++) {
                client.frame(0x89, "p".repeat(125));
            }
            await().untilAsserted(() -> assertThat(core.touches).hasValue(1000));

            assertThat(core.onLane(core.channel::pendingBytes)).isLessThanOrEqualTo(before);
        }
    }
}
