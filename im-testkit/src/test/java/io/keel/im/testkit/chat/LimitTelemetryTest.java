package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.RATE_LIMITED;
import static io.keel.im.protocol.v1.ErrorCode.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a limit of the gateway refuses is counted, once, under that limit. */
class LimitTelemetryTest extends ChatTest {

    private static final RateLimit ONE = new RateLimit(0.001, 1);
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);

    private final CountedLimits counted = new CountedLimits();
    private final List<Runnable> logic = new ArrayList<>();
    private volatile GatewayLimits limits = GatewayLimits.defaults();
    private boolean held;

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.limits(() -> limits).telemetry(counted).executor(task -> {
            if (held) {
                logic.add(task);
            } else {
                task.run();
            }
        });
    }

    @Test
    void sendPastTheBucketOfItsUser() {
        limits = GatewayLimits.builder().sends(ONE).build();
        ScriptedClient alice = alice();
        alice.send("bob", "the one");
        assertThat(counted.counts()).isEmpty();

        assertThat(refusal(() -> alice.send("bob", "one more"))).isEqualTo(RATE_LIMITED);

        assertThat(counted.counts()).isEqualTo(Map.of(Limit.USER_SENDS, 1));
    }

    @Test
    void requestPastTheBucketOfItsConnection() {
        limits = GatewayLimits.builder().requests(ONE).build();
        ScriptedClient alice = alice();
        alice.ping();
        assertThat(counted.counts()).isEmpty();

        assertThat(refusal(alice::ping)).isEqualTo(RATE_LIMITED);
        assertThat(refusal(() -> alice.groupInfo("any"))).isEqualTo(RATE_LIMITED);

        assertThat(counted.counts()).isEqualTo(Map.of(Limit.CONNECTION_REQUESTS, 2));
    }

    @Test
    void requestPastThoseThatAConnectionMayHaveUnanswered() {
        limits = GatewayLimits.builder().sends(UNLIMITED).inFlight(1).build();
        ScriptedClient alice = alice();
        held = true;
        alice.submit(ClientFrame.newBuilder().setSend(alice.draft("bob", "waits")));
        chat().lane().runAll();

        assertThat(refusal(() -> alice.send("bob", "no room"))).isEqualTo(RATE_LIMITED);

        assertThat(counted.counts()).isEqualTo(Map.of(Limit.IN_FLIGHT, 1));
        logic.forEach(Runnable::run);
    }

    @Test
    void requestPastThoseThatTheGatewayMayHaveUnanswered() {
        limits = GatewayLimits.builder().sends(UNLIMITED).inFlightInAll(1).build();
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        held = true;
        alice.submit(ClientFrame.newBuilder().setSend(alice.draft("bob", "waits")));
        chat().lane().runAll();

        assertThat(refusal(() -> bob.send("alice", "no room"))).isEqualTo(UNAVAILABLE);

        assertThat(counted.counts()).isEqualTo(Map.of(Limit.OVERLOAD, 1));
        logic.forEach(Runnable::run);
    }

    @Test
    void clientPastThoseThatAreGreetedAtOnce() {
        limits = GatewayLimits.builder().greetings(0).build();

        assertThat(chat().open().user("alice").open().expectClosed().code()).isEqualTo(1001);

        assertThat(counted.counts()).isEqualTo(Map.of(Limit.CONNECTS, 1));
    }
}
