package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static io.keel.im.protocol.v1.ErrorCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.ScriptedClient;
import org.junit.jupiter.api.Test;

class RemoveTest extends ChatTest {
    @Test
    void allOwnDevicesAreTold() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");
        ScriptedClient bob = bob();
        web.send("bob", "1");
        web.send("bob", "2");
        phone.drainPushes();
        bob.drainPushes();

        web.remove(ALICE_BOB, 2L, 1L);

        for (ScriptedClient each : new ScriptedClient[] {web, phone}) {
            ServerFrame push = each.expect(ServerFrame.BodyCase.REMOVED);
            assertThat(push.getInboxSeq()).isEqualTo(3);
            assertThat(push.getRemoved().getConversation()).isEqualTo(ALICE_BOB);
            assertThat(push.getRemoved().getSeqsList()).containsExactly(1L, 2L);
            each.expectNothing();
        }
        bob.expectNothing();
        assertThat(web.history(ALICE_BOB).getMessagesList()).isEmpty();
        assertThat(bob.history(ALICE_BOB).getMessagesCount()).isEqualTo(2);
    }

    @Test
    void removingAgainIsDoneAndToldToNobody() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        alice.remove(ALICE_BOB, 1L);
        alice.drainPushes();

        alice.remove(ALICE_BOB, 1L);

        alice.expectNothing();
        assertThat(alice.sync(0).getEntriesCount()).isEqualTo(2);
    }

    @Test
    void lastMessageIsTheNewestThatIsLeft() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        alice.send("bob", "2");
        alice.remove(ALICE_BOB, 2L);

        assertThat(alice.conversations().getItems(0).getLastMessage().getText()).isEqualTo("1");
        assertThat(alice.conversations().getItems(0).getSeq()).isEqualTo(2);
        alice.remove(ALICE_BOB, 1L);
        assertThat(alice.conversations().getItems(0).hasLastMessage()).isFalse();
        assertThat(bob().conversations().getItems(0).getLastMessage().getText()).isEqualTo("2");
    }

    @Test
    void removedCountsAsUnreadUntilRead() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.send("bob", "1");
        bob.remove(ALICE_BOB, 1L);

        assertThat(bob.conversations().getItems(0).getUnread()).isEqualTo(1);
        bob.read(ALICE_BOB, 1);
        assertThat(bob.conversations().getItems(0).getUnread()).isZero();
    }

    @Test
    void readDiffusedMessagesAreRemovedToo() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        alice.send("g:hall", "2");
        alice.send("g:hall", "3");
        bob.drainPushes();

        bob.remove("g:hall", 2L);

        assertThat(bob.expect(ServerFrame.BodyCase.REMOVED).getInboxSeq()).isEqualTo(1);
        assertThat(seqs(bob.history("g:hall").getMessagesList())).containsExactly(1L, 3L);
        assertThat(bob.sync(0).getEntries(0).getRemoved().getSeqsList()).containsExactly(2L);
        assertThat(seqs(alice.history("g:hall").getMessagesList())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void removedForOneDeviceIsRemovedForANewOne() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        alice.send("bob", "2");
        alice.remove(ALICE_BOB, 1L);

        ScriptedClient tablet = chat().client("alice", "tablet");

        assertThat(seqs(tablet.history(ALICE_BOB).getMessagesList())).containsExactly(2L);
    }

    @Test
    void malformedAndMissingSeqs() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");

        assertThat(refusal(() -> alice.remove(ALICE_BOB))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.remove(ALICE_BOB, 0L))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.remove(ALICE_BOB, range(1, 201).toArray(Long[]::new))))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.remove(ALICE_BOB, 1L, 2L))).isEqualTo(NOT_FOUND);
        assertThat(alice.history(ALICE_BOB).getMessagesCount())
                .as("nothing of a refused list")
                .isEqualTo(1);
    }
}
