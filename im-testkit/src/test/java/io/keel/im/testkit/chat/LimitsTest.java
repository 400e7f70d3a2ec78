package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static io.keel.im.protocol.v1.ErrorCode.RATE_LIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.RefusedException;
import io.keel.im.testkit.client.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The defaults: one send a second with a burst of five, a hundred other requests a second with a burst of 500. */
class LimitsTest extends ChatTest {
    private volatile GatewayLimits limits = GatewayLimits.defaults();

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.limits(() -> limits);
    }

    @Test
    void whoWasToldALongerHeartbeatMayKeepToIt() {
        limits = GatewayLimits.builder().heartbeat(Duration.ofSeconds(30)).build();
        ScriptedClient alice = alice();
        limits = GatewayLimits.builder().heartbeat(Duration.ofSeconds(1)).build();
        ScriptedClient bob = bob();

        chat().advance(Duration.ofSeconds(10));

        assertThat(bob.expectClosed().code()).isEqualTo(4004);
        assertThat(alice.ping()).isZero();
    }

    @Test
    void sendsPastTheBucketAreRefusedUntilItFills() {
        ScriptedClient alice = alice();
        for (int i = 0; i < 5; i++) {
            alice.send("bob", "x");
        }

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> alice.send("bob", "too fast"));

        assertThat(refused.code()).isEqualTo(RATE_LIMITED);
        assertThat(refused.retryAfterMillis()).isBetween(1L, 1_000L);
        chat().advance(Duration.ofMillis(refused.retryAfterMillis()));
        assertThat(alice.send("bob", "in time").getSeq()).isEqualTo(6);
        assertThat(refusal(() -> alice.send("bob", "again"))).isEqualTo(RATE_LIMITED);
    }

    @Test
    void bucketBelongsToTheUserOverAllDevices() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");
        for (int i = 0; i < 5; i++) {
            web.send("bob", "x");
        }

        assertThat(refusal(() -> phone.send("bob", "x"))).isEqualTo(RATE_LIMITED);
        assertThat(refusal(() -> bob().send("alice", "x"))).isNull();
    }

    @Test
    void malformedSendTakesNoToken() {
        ScriptedClient alice = alice();
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(() -> alice.send(alice.draft("bob", "")))).isEqualTo(INVALID_ARGUMENT);
        }

        assertThat(refusal(() -> alice.send("bob", "x"))).isNull();
    }

    @Test
    void refusedSendMayBeSentAgainUnderItsName() {
        ScriptedClient alice = alice();
        for (int i = 0; i < 5; i++) {
            alice.send("bob", "x");
        }
        Send.Builder draft = alice.draft("bob", "patient");
        assertThat(refusal(() -> alice.send(draft))).isEqualTo(RATE_LIMITED);
        chat().advance(Duration.ofSeconds(2));

        Sent sent = alice.send(draft);

        assertThat(sent.getSeq()).isEqualTo(6);
    }

    @Test
    void otherRequestsHaveALargerBucketOfTheConnection() {
        ScriptedClient alice = alice();
        int refused = 0;
        for (int i = 0; i < 520; i++) {
            refused += alice.request(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()))
                            .hasError()
                    ? 1
                    : 0;
        }

        assertThat(refused).isBetween(15, 20);
        assertThat(bob().ping()).isZero();
        chat().advance(Duration.ofSeconds(1));
        assertThat(alice.ping()).isZero();
    }

    @Test
    void limitsChangeWhileTheServerRuns() {
        ScriptedClient alice = alice();
        limits = GatewayLimits.builder()
                .sends(new io.keel.im.rate.RateLimit(1_000, 1_000))
                .build();

        for (int i = 0; i < 100; i++) {
            assertThat(refusal(() -> alice.send("bob", "x"))).isNull();
        }
    }

    @Test
    void clientThatReadsTooSlowlyIsToldBehindAndLivesOn() {
        limits = GatewayLimits.builder()
                .sends(new io.keel.im.rate.RateLimit(1_000_000, 1_000_000))
                .outboundBytes(64 << 10)
                .build();
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        bob.reads(false);
        for (int i = 0; i < 100; i++) {
            alice.send("bob", "x".repeat(10_000));
        }

        bob.reads(true);

        List<ServerFrame> pushes = bob.drainPushes();
        List<Message> messages = new ArrayList<>();
        pushes.stream().filter(ServerFrame::hasMessage).forEach(push -> messages.add(push.getMessage()));
        assertThat(messages.size()).as("pushes that fit").isBetween(1, 10);
        assertThat(seqs(messages)).isEqualTo(range(1, messages.size()));
        assertThat(pushes.get(pushes.size() - 1).hasBehind()).isTrue();
        assertThat(pushes.stream().filter(ServerFrame::hasBehind)).hasSize(1);
        assertThat(bob.sync(messages.size()).getEntries(0).getMessage().getSeq())
                .isEqualTo(messages.size() + 1);
        alice.send("bob", "now");
        assertThat(bob.expectMessage().getText()).isEqualTo("now");
    }

    @Test
    void clientThatReadsNothingForThirtySecondsIsClosed4008() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        bob.reads(false);
        alice.send("bob", "waiting");

        for (int i = 0; i < 7; i++) {
            chat().advance(Duration.ofSeconds(5));
            bob.tell(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()));
        }

        assertThat(bob.expectClosed().code()).isEqualTo(4008);
    }
}
