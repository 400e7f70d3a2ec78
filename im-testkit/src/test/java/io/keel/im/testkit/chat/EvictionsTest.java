package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.presence.Session;
import io.keel.im.session.Evictions;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EvictionsTest extends ChatTest {

    private static final UserId ALICE = new UserId("alice");

    private Evictions evictions() {
        return chat().im().evictions();
    }

    @Test
    void kickedUserIsToldWhyAndClosed4003OnAllDevices() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");
        ScriptedClient bob = bob();

        List<Session> told = done(evictions().kick(ALICE, "by an admin"));

        assertThat(web.expectKicked().getReason()).isEqualTo("by an admin");
        assertThat(web.expectClosed().code()).isEqualTo(4003);
        assertThat(phone.expectKicked().getReason()).isEqualTo("by an admin");
        assertThat(phone.expectClosed().code()).isEqualTo(4003);
        assertThat(told).extracting(session -> session.device().value()).containsExactly("web", "phone");
        assertThat(bob.ping()).isZero();
    }

    @Test
    void oneDeviceCanBeKickedAlone() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");

        assertThat(done(evictions().kick(ALICE, new DeviceId("phone"), "lost"))).hasSize(1);

        assertThat(phone.expectKicked().getReason()).isEqualTo("lost");
        assertThat(phone.expectClosed().code()).isEqualTo(4003);
        assertThat(web.ping()).isZero();
    }

    @Test
    void revokedUserIsClosed4001OnAllDevices() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");
        ScriptedClient bob = bob();

        assertThat(done(evictions().revoke(ALICE))).hasSize(2);

        assertThat(web.expectClosed().code()).isEqualTo(4001);
        assertThat(phone.expectClosed().code()).isEqualTo(4001);
        assertThat(bob.ping()).isZero();
    }

    @Test
    void whoIsNotConnectedIsNotMissed() {
        assertThat(done(evictions().kick(ALICE, "by an admin"))).isEmpty();
        assertThat(done(evictions().kick(ALICE, new DeviceId("web"), "by an admin")))
                .isEmpty();
        assertThat(done(evictions().revoke(ALICE))).isEmpty();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
