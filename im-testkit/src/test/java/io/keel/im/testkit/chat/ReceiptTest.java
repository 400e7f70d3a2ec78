package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static io.keel.im.protocol.v1.ErrorCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.Readers;
import io.keel.im.protocol.v1.ReadersInfo;
import io.keel.im.protocol.v1.Receipt;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Receipts are pushed in groups of up to five here. */
class ReceiptTest extends ChatTest {
    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.policy(new ChatPolicy() {
            @Override
            public int receiptLimit() {
                return 5;
            }
        });
    }

    @Test
    void otherSideOfADirectConversationGetsTheReceipt() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.send("bob", "1");
        alice.send("bob", "2");
        bob.drainPushes();

        bob.read(ALICE_BOB, 2);

        assertThat(alice.expectReceipt()).isEqualTo(receipt(ALICE_BOB, "bob", 2));
        alice.expectNothing();
        bob.expectNothing();
        assertThat(alice.conversations().getItems(0).getPeerReadSeq()).isEqualTo(2);
        assertThat(bob.conversations().getItems(0).getReadSeq()).isEqualTo(2);
    }

    @Test
    void readersOwnOtherDevicesGetTheReceipt() {
        ScriptedClient alice = alice();
        ScriptedClient phone = bob();
        ScriptedClient tablet = chat().client("bob", "tablet");
        alice.send("bob", "1");
        List.of(phone, tablet).forEach(ScriptedClient::drainPushes);

        phone.read(ALICE_BOB, 1);

        assertThat(tablet.expectReceipt()).isEqualTo(receipt(ALICE_BOB, "bob", 1));
        phone.expectNothing();
    }

    @Test
    void positionThatDoesNotMoveMakesNoReceipt() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.send("bob", "1");
        alice.send("bob", "2");
        bob.read(ALICE_BOB, 2);
        alice.drainPushes();

        bob.read(ALICE_BOB, 1);
        bob.read(ALICE_BOB, 2);
        bob.read(ALICE_BOB, 200);

        alice.expectNothing();
        assertThat(bob.conversations().getItems(0).getReadSeq()).isEqualTo(2);
    }

    @Test
    void pastTheEndIsClamped() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.send("bob", "1");

        bob.read(ALICE_BOB, Long.MAX_VALUE);

        assertThat(alice.expectReceipt().getSeq()).isEqualTo(1);
        alice.send("bob", "2");
        assertThat(bob.conversations().getItems(0).getUnread()).isEqualTo(1);
    }

    @Test
    void moveThatASendMakesIsToldToNobody() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient tablet = chat().client("bob", "tablet");
        alice.send("bob", "1");
        List.of(bob, tablet).forEach(ScriptedClient::drainPushes);

        bob.send("alice", "2");

        alice.expectMessage();
        alice.expectNothing();
        tablet.expectMessage();
        tablet.expectNothing();
        assertThat(alice.conversations().getItems(0).getPeerReadSeq()).isEqualTo(2);
    }

    @Test
    void sendersOfTheNewlyCoveredMessagesOfAGroupGetTheReceipt() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient carol = client("carol");
        ScriptedClient dave = client("dave");
        alice.createGroup("team", "bob", "carol", "dave");
        alice.send("g:team", "2");
        bob.send("g:team", "3");
        List<ScriptedClient> all = List.of(alice, bob, carol, dave);
        all.forEach(ScriptedClient::drainPushes);

        dave.read("g:team", 2);
        assertThat(alice.expectReceipt()).isEqualTo(receipt("g:team", "dave", 2));
        bob.expectNothing();
        dave.read("g:team", 3);
        assertThat(bob.expectReceipt()).isEqualTo(receipt("g:team", "dave", 3));
        all.forEach(ScriptedClient::expectNothing);
    }

    @Test
    void onlySendersAmongTheNewestHundredAreTold() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient carol = client("carol");
        alice.createGroup("team", "bob", "carol");
        for (int i = 0; i < 150; i++) {
            (i < 50 ? carol : alice).send("g:team", "n" + i);
        }
        List.of(alice, bob, carol).forEach(ScriptedClient::drainPushes);

        bob.read("g:team", 151);

        assertThat(alice.expectReceipt().getSeq()).isEqualTo(151);
        carol.expectNothing();
    }

    @Test
    void ownMessagesAndEventsMakeNoReceipt() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");
        List.of(alice, bob).forEach(ScriptedClient::drainPushes);

        bob.read("g:team", 1);

        alice.expectNothing();
        bob.expectNothing();
    }

    @Test
    void largeGroupGetsNoneAndAsksInstead() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob", "c", "d", "e", "f"));
        alice.send("g:hall", "2");
        List.of(alice, bob).forEach(ScriptedClient::drainPushes);

        bob.read("g:hall", 2);

        alice.expectNothing();
        assertThat(alice.readers("g:hall", 2))
                .isEqualTo(ReadersInfo.newBuilder()
                        .setCount(1)
                        .setTotal(5)
                        .addUsers("bob")
                        .build());
    }

    @Test
    void readersAreThoseWhoHadJoinedTheSenderExcepted() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient carol = client("carol");
        alice.createGroup("team", "bob", "carol");
        alice.send("g:team", "2");
        alice.addMembers("team", "dave");
        client("dave").read("g:team", 3);
        bob.read("g:team", 3);
        carol.read("g:team", 2);

        assertThat(alice.readers("g:team", 2).getTotal()).isEqualTo(2);
        assertThat(alice.readers("g:team", 2).getUsersList()).containsExactlyInAnyOrder("bob", "carol");
        assertThat(bob.readers("g:team", 2)).isEqualTo(alice.readers("g:team", 2));
        alice.removeMembers("team", "carol");
        assertThat(alice.readers("g:team", 2).getTotal()).isEqualTo(1);
        assertThat(alice.readers("g:team", 2).getUsersList()).containsExactly("bob");
    }

    @Test
    void readersOfADirectMessage() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        assertThat(alice.readers(ALICE_BOB, 1))
                .isEqualTo(ReadersInfo.newBuilder().setTotal(1).build());

        bob().read(ALICE_BOB, 1);

        assertThat(alice.readers(ALICE_BOB, 1).getUsersList()).containsExactly("bob");
        assertThat(alice.readers(ALICE_BOB, 1).getCount()).isEqualTo(1);
    }

    @Test
    void limitCutsTheNamesOfReadersAlone() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "b", "c", "d");
        alice.send("g:team", "2");
        for (String each : List.of("b", "c", "d")) {
            client(each).read("g:team", 2);
        }

        ReadersInfo info = alice.request(ClientFrame.newBuilder()
                        .setReaders(Readers.newBuilder()
                                .setConversation("g:team")
                                .setSeq(2)
                                .setLimit(2)))
                .getReadersInfo();
        assertThat(info.getCount()).isEqualTo(3);
        assertThat(info.getUsersCount()).isEqualTo(2);
    }

    @Test
    void malformedAndMissingSeqs() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");

        assertThat(refusal(() -> alice.readers(ALICE_BOB, 9))).isEqualTo(NOT_FOUND);
        assertThat(refusal(() -> alice.readers(ALICE_BOB, 0))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.read(ALICE_BOB, -1))).isEqualTo(INVALID_ARGUMENT);
    }

    private static Receipt receipt(String conversation, String user, long seq) {
        return Receipt.newBuilder()
                .setConversation(conversation)
                .setUser(user)
                .setSeq(seq)
                .build();
    }
}
