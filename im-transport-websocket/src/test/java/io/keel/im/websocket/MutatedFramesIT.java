package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Nothing that one client sends is noticed by another. */
class MutatedFramesIT {

    private static final int FRAMES = 10_000;

    @Test
    void tenThousandBrokenFramesDisturbNobody() throws Exception {
        FakeGate gate = new FakeGate();
        List<FakeClient> disturbed = new CopyOnWriteArrayList<>();
        Random random = new Random(20_261_123);
        try (WebSocketServer server = gate.server().eventLoops(1).build().start();
                RawClient bystander = RawClient.webSocket(server.port())) {
            FakeClient calm = gate.next();
            gate.onConnect = client -> {
                client.onFrame = frame -> {};
                disturbed.add(client);
            };
            RawClient client = RawClient.webSocket(server.port());
            for (int sent = 0; sent < FRAMES; sent++) {
                if (!survives(client, mutated(random)) || sent % 20 == 0) {
                    client.close();
                    client = RawClient.webSocket(server.port());
                }
                if (sent % 1_000 == 0) {
                    bystander.text("still " + sent);
                    assertThat(calm.next()).isEqualTo("still " + sent);
                    calm.send("here");
                    assertThat(bystander.frame().text()).isEqualTo("{here");
                }
            }
            client.close();
            assertThat(disturbed).hasSizeGreaterThan(500);
            await().untilAsserted(() -> assertThat(disturbed)
                    .allSatisfy(gone -> assertThat(gone.ends).hasValue(1)));
            assertThat(calm.ends).hasValue(0);
        }
    }

    /** Tells whether the connection has outlived the frame, as far as can be told by now. */
    private static boolean survives(RawClient client, byte[] frame) {
        try {
            client.say(frame);
            while (client.in.available() > 0) {
                if (client.frame().opcode() == RawClient.CLOSE) {
                    return false;
                }
            }
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** A frame as it should be, with up to three bytes changed, cut or doubled. */
    private static byte[] mutated(Random random) {
        byte[] frame = RawClient.frame(0x81, "{\"id\":\"7\",\"ping\":{}} 你好".getBytes(UTF_8));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            frame[random.nextInt(random.nextBoolean() ? 6 : frame.length)] = (byte) random.nextInt();
        }
        return random.nextInt(10) == 0 ? java.util.Arrays.copyOf(frame, random.nextInt(2 * frame.length)) : frame;
    }
}
