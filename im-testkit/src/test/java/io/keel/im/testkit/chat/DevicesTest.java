package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.FAILED_PRECONDITION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.protocol.v1.Auth;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Welcome;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.testkit.client.Closed;
import io.keel.im.testkit.client.ScriptedClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody may have three devices here. */
class DevicesTest extends ChatTest {
    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.limits(GatewayLimits.defaults()).policy(new ChatPolicy() {
            @Override
            public int devicesPerUser(io.keel.im.UserId user) {
                return 3;
            }
        });
    }

    @Test
    void welcomeTellsWhoAndWhere() {
        Welcome welcome = alice().welcome();

        assertThat(welcome.getUser()).isEqualTo("alice");
        assertThat(welcome.getDevice()).isEqualTo("web");
        assertThat(welcome.getConnection()).isNotEmpty();
        assertThat(welcome.getGateway()).isNotEmpty();
        assertThat(welcome.getEpoch()).isNotEmpty().isEqualTo(bob().welcome().getEpoch());
        assertThat(welcome.getHeartbeatMillis()).isEqualTo(30_000);
        assertThat(welcome.getServerTime()).isEqualTo(chat().clock().millis());
    }

    @Test
    void deviceIsMadeUpWhenThereIsNone() {
        ScriptedClient one = chat().open().user("alice").connect();
        ScriptedClient two = chat().open().user("alice").connect();

        assertThat(one.welcome().getDevice())
                .isNotEmpty()
                .isNotEqualTo(two.welcome().getDevice());
    }

    @Test
    void firstFrameMayAuthenticate() {
        ScriptedClient alice = chat().open().open();

        alice.tell(ClientFrame.newBuilder()
                .setAuth(Auth.newBuilder().setToken("alice").setDevice("web")));

        assertThat(alice.welcome().getUser()).isEqualTo("alice");
        assertThat(alice.welcome().getDevice()).isEqualTo("web");
    }

    @Test
    void firstFrameThatNamesNoDeviceTakesTheOneOfTheRequest() {
        ScriptedClient unnamed = chat().open().device("web").open();
        ScriptedClient named = chat().open().device("web").open();

        unnamed.tell(ClientFrame.newBuilder().setAuth(Auth.newBuilder().setToken("alice")));
        named.tell(ClientFrame.newBuilder()
                .setAuth(Auth.newBuilder().setToken("alice").setDevice("phone")));

        assertThat(unnamed.welcome().getDevice()).isEqualTo("web");
        assertThat(named.welcome().getDevice()).isEqualTo("phone");
    }

    @Test
    void emptyDeviceOfTheFirstFrameIsUnset() {
        ScriptedClient alice = chat().open().open();

        alice.sendRaw("{\"auth\":{\"token\":\"alice\",\"device\":\"\"}}".getBytes(UTF_8));

        assertThat(alice.welcome().getDevice()).startsWith("d");
    }

    @Test
    void badTokenIsClosed4001() {
        assertThat(chat().open().token("not a name").open().expectClosed().code())
                .isEqualTo(4001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bad device", "a/b", "ü"})
    void malformedDeviceOfTheRequestIsClosed4001WithAndWithoutAToken(String device) {
        Closed withToken = chat().open().user("alice").device(device).open().expectClosed();
        Closed without = chat().open().device(device).open().expectClosed();

        assertThat(withToken.code()).isEqualTo(4001);
        assertThat(withToken.reason()).startsWith("device: malformed");
        assertThat(without).isEqualTo(withToken);
    }

    @Test
    void malformedDeviceOfTheFirstFrameIsClosed4001() {
        ScriptedClient alice = chat().open().open();

        alice.tell(ClientFrame.newBuilder()
                .setAuth(Auth.newBuilder().setToken("alice").setDevice("bad device")));

        Closed closed = alice.expectClosed();
        assertThat(closed.code()).isEqualTo(4001);
        assertThat(closed.reason()).startsWith("device: malformed");
    }

    @Test
    void anythingBeforeAuthIsClosed4001() {
        ScriptedClient nobody = chat().open().open();

        nobody.tell(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()));

        assertThat(nobody.expectClosed().code()).isEqualTo(4001);
    }

    @Test
    void silenceBeforeAuthIsClosed4001AfterTenSeconds() {
        ScriptedClient nobody = chat().open().open();
        nobody.expectNothing();

        chat().advance(Duration.ofSeconds(11));

        assertThat(nobody.expectClosed().code()).isEqualTo(4001);
    }

    @Test
    void secondAuthIsRefused() {
        ScriptedClient alice = alice();

        assertThat(alice.request(ClientFrame.newBuilder()
                                .setAuth(Auth.newBuilder().setToken("alice")))
                        .getError()
                        .getCode())
                .isEqualTo(FAILED_PRECONDITION);
        assertThat(alice.ping()).isZero();
    }

    @Test
    void newerConnectionOfADeviceReplacesTheOlder() {
        ScriptedClient older = alice();
        ScriptedClient newer = alice();

        older.expectKicked();
        assertThat(older.expectClosed().code()).isEqualTo(4003);
        bob().send("alice", "for the newer one");
        assertThat(newer.expectMessage().getText()).isEqualTo("for the newer one");
        older.close();
        bob().send("alice", "the end of the older one changes nothing");
        assertThat(newer.expectMessage().getSeq()).isEqualTo(2);
    }

    @Test
    void sameDeviceNameOfAnotherUserIsAnotherDevice() {
        ScriptedClient alice = chat().client("alice", "web");
        ScriptedClient bob = chat().client("bob", "web");

        alice.send("bob", "hi");

        assertThat(bob.expectMessage().getText()).isEqualTo("hi");
        alice.expectNothing();
    }

    @Test
    void pastTheLimitTheOldestDeviceIsKicked() {
        ScriptedClient first = chat().client("alice", "one");
        ScriptedClient second = chat().client("alice", "two");
        chat().client("alice", "three");
        first.expectNothing();

        ScriptedClient fourth = chat().client("alice", "four");

        first.expectKicked();
        assertThat(first.expectClosed().code()).isEqualTo(4003);
        second.expectNothing();
        assertThat(fourth.ping()).isZero();
    }

    @Test
    void silentConnectionIsClosed4004() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        chat().advance(Duration.ofSeconds(70));
        bob.ping();

        chat().advance(Duration.ofSeconds(6));

        assertThat(alice.expectClosed().code()).isEqualTo(4004);
        bob.expectNothing();
    }

    @Test
    void tenUnparsableFramesInARowAreClosed4009AndAGoodOneStartsAnew() {
        ScriptedClient alice = alice();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 9; i++) {
                alice.sendRaw("{nonsense".getBytes(UTF_8));
            }
            alice.ping();
        }
        assertThat(alice.drainPushes()).hasSize(18).allMatch(push -> push.hasError() && !push.hasId());
        for (int i = 0; i < 10; i++) {
            alice.sendRaw("[]".getBytes(UTF_8));
        }

        assertThat(alice.expectClosed().code()).isEqualTo(4009);
    }
}
