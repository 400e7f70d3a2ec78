package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.PresenceItem;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Target;
import io.keel.im.protocol.v1.Typing;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PresenceTest extends ChatTest {
    @Test
    void whoSharesADirectConversationWithAMessageIsSeen() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        chat().client("bob", "tablet");
        assertThat(alice.presence("bob").getItems(0)).isEqualTo(offline("bob"));

        bob.send("alice", "hello");

        assertThat(alice.presence("bob").getItems(0))
                .isEqualTo(PresenceItem.newBuilder()
                        .setUser("bob")
                        .setOnline(true)
                        .addDevices("phone")
                        .addDevices("tablet")
                        .build());
        assertThat(alice.presence("bob").getItems(0))
                .isEqualTo(alice.presence("bob").getItems(0));
    }

    @Test
    void lastSeenIsWhenTheLastDeviceWent() {
        ScriptedClient alice = alice();
        ScriptedClient phone = bob();
        ScriptedClient tablet = chat().client("bob", "tablet");
        alice.send("bob", "hello");
        phone.close();
        chat().advance(java.time.Duration.ofSeconds(5));
        assertThat(alice.presence("bob").getItems(0).getOnline()).isTrue();
        assertThat(alice.presence("bob").getItems(0).getLastSeen()).isZero();

        long went = chat().clock().millis();
        tablet.close();
        chat().advance(java.time.Duration.ofSeconds(5));

        PresenceItem item = alice.presence("bob").getItems(0);
        assertThat(item.getOnline()).isFalse();
        assertThat(item.getDevicesList()).isEmpty();
        assertThat(item.getLastSeen()).isEqualTo(went);
    }

    @Test
    void whoSharesAWriteDiffusedGroupIsSeenAndAReadDiffusedOneIsNot() {
        ScriptedClient alice = alice();
        bob();
        client("carol");
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        alice.createGroup(group("team", Diffusion.WRITE, "carol"));

        assertThat(alice.presence("bob").getItems(0)).isEqualTo(offline("bob"));
        assertThat(alice.presence("carol").getItems(0).getOnline()).isTrue();
        alice.removeMembers("team", "carol");
        assertThat(alice.presence("carol").getItems(0)).isEqualTo(offline("carol"));
    }

    @Test
    void answersComeInTheOrderAsked() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        bob.send("alice", "x");

        assertThat(alice.presence("zoe", "bob", "adam", "bob").getItemsList())
                .extracting(PresenceItem::getUser)
                .containsExactly("zoe", "bob", "adam", "bob");
    }

    @Test
    void upToTwoHundredAreAsked() {
        ScriptedClient alice = alice();

        assertThat(alice.presence(Collections.nCopies(200, "bob").toArray(String[]::new))
                        .getItemsCount())
                .isEqualTo(200);
        assertThat(refusal(() -> alice.presence(Collections.nCopies(201, "bob").toArray(String[]::new))))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.presence("bad name"))).isEqualTo(INVALID_ARGUMENT);
    }

    @Test
    void typingReachesTheOtherSideAndIsNotStored() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();

        alice.typing("bob");

        assertThat(bob.expectTyping().getConversation()).isEqualTo(ALICE_BOB);
        bob.typing(ALICE_BOB);
        assertThat(alice.expectTyping().getUser()).isEqualTo("bob");
        alice.expectNothing();
        assertThat(bob.sync(0).getEntriesList()).isEmpty();
        assertThat(bob.conversations().getItemsList()).isEmpty();
    }

    @Test
    void typingReachesMembersOfWriteDiffusedGroupsAlone() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        alice.createGroup(group("team", Diffusion.WRITE, "bob"));
        alice.drainPushes();
        bob.drainPushes();

        alice.typing("g:hall");
        alice.typing("g:team");

        assertThat(bob.expectTyping().getConversation()).isEqualTo("g:team");
        bob.expectNothing();
        alice.expectNothing();
    }

    @Test
    void strangersTypingReachesNobodyAndGetsAnErrorAlone() {
        ScriptedClient alice = alice();
        ScriptedClient eve = client("eve");
        alice.createGroup("team", "bob");
        alice.drainPushes();

        eve.typing("g:team");
        eve.typing(ALICE_BOB);

        alice.expectNothing();
        assertThat(eve.expect(ServerFrame.BodyCase.ERROR).hasId()).isFalse();
        eve.expect(ServerFrame.BodyCase.ERROR);
        eve.expectNothing();
    }

    @Test
    void typingToAUserNamesItsConversation() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();

        alice.tell(ClientFrame.newBuilder()
                .setId("7")
                .setTyping(Typing.newBuilder().setTo(Target.newBuilder().setUser("bob"))));

        assertThat(bob.expectTyping().getUser()).isEqualTo("alice");
    }

    private static PresenceItem offline(String user) {
        return PresenceItem.newBuilder().setUser(user).build();
    }
}
