package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.ALREADY_EXISTS;
import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.testkit.client.ScriptedClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResendTest extends ChatTest {
    @Test
    void sameClientMsgIdIsStoredOnceAndAnsweredAlike() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        Send.Builder draft =
                alice.draft("bob", "once").addMentions("bob").putExt("a", "1").putExt("b", "2");
        Sent first = alice.send(draft);
        chat().advance(Duration.ofSeconds(1));
        alice.send("bob", "something else");

        assertThat(alice.send(draft)).isEqualTo(first);
        assertThat(bob.history(ALICE_BOB).getMessagesCount()).isEqualTo(2);
        assertThat(bob.drainPushes()).hasSize(2);
    }

    @Test
    void resendByAnotherConnectionOfTheDeviceIsTheSame() {
        ScriptedClient first = alice();
        Send.Builder draft = first.draft("bob", "once");
        Sent sent = first.send(draft);
        first.close();

        ScriptedClient again = alice();

        assertThat(again.send(draft)).isEqualTo(sent);
        assertThat(again.history(ALICE_BOB).getMessagesCount()).isEqualTo(1);
    }

    @Test
    void placeNamedInAnotherWayIsTheSame() {
        ScriptedClient alice = alice();
        Send.Builder toUser = alice.draft("bob", "once");
        Send.Builder toConversation = toUser.clone().clearTo().setConversation(ALICE_BOB);

        Sent sent = alice.send(toUser);

        assertThat(alice.send(toConversation)).isEqualTo(sent);
    }

    @Test
    void otherContentIsAConflict() {
        ScriptedClient alice = alice();
        bob().send("alice", "so that replyTo may be 1");
        Send.Builder draft = alice.draft("bob", "once").setClientMsgId("m");
        alice.send(draft);

        assertThat(refusal(() -> alice.send(draft.clone().setText("twice")))).isEqualTo(ALREADY_EXISTS);
        assertThat(refusal(() -> alice.send(draft.clone().addMentions("bob")))).isEqualTo(ALREADY_EXISTS);
        assertThat(refusal(() -> alice.send(draft.clone().putExt("k", "v")))).isEqualTo(ALREADY_EXISTS);
        assertThat(refusal(() -> alice.send(draft.clone().setReplyTo(1)))).isEqualTo(ALREADY_EXISTS);
        assertThat(refusal(() -> alice.send(alice.draft("carol", "once").setClientMsgId("m"))))
                .isEqualTo(ALREADY_EXISTS);
        assertThat(refusal(() -> alice.send(draft.clone()
                        .clearText()
                        .setData(ByteString.copyFromUtf8("once"))
                        .setContentType("text/plain"))))
                .isEqualTo(ALREADY_EXISTS);
        assertThat(alice.history(ALICE_BOB).getMessagesCount()).isEqualTo(2);
    }

    @Test
    void otherDeviceAndOtherUserMayUseTheSameClientMsgId() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");
        ScriptedClient bob = bob();

        assertThat(web.send(web.draft("bob", "1").setClientMsgId("m")).getSeq()).isEqualTo(1);
        assertThat(phone.send(phone.draft("bob", "2").setClientMsgId("m")).getSeq())
                .isEqualTo(2);
        assertThat(bob.send(bob.draft("alice", "3").setClientMsgId("m")).getSeq())
                .isEqualTo(3);
    }

    @Test
    void resendAfterARecallGetsTheFirstAnswer() {
        ScriptedClient alice = alice();
        Send.Builder draft = alice.draft("bob", "oops");
        Sent first = alice.send(draft);
        alice.recall(ALICE_BOB, 1);

        assertThat(alice.send(draft)).isEqualTo(first);
        assertThat(refusal(() -> alice.send(draft.clone().setText("other")))).isEqualTo(ALREADY_EXISTS);
        assertThat(alice.history(ALICE_BOB).getMessages(0).getRecalled()).isTrue();
    }

    @Test
    void resendAfterLosingTheRightGetsTheFirstAnswer() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");
        Send.Builder draft = bob.draft("g:team", "while I am in");
        Sent first = bob.send(draft);
        alice.removeMembers("team", "bob");

        assertThat(bob.send(draft)).isEqualTo(first);
        assertThat(refusal(() -> bob.send(draft.clone().setText("other")))).isEqualTo(ALREADY_EXISTS);
        assertThat(refusal(() -> bob.send("g:team", "after"))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void resendUnderReadDiffusionGetsTheFirstAnswer() {
        ScriptedClient alice = alice();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        Send.Builder draft = alice.draft("g:hall", "once");
        Sent first = alice.send(draft);

        assertThat(first.getInboxSeq()).isZero();
        assertThat(alice.send(draft)).isEqualTo(first);
    }

    @Test
    void resendWithinOneTurnIsStoredOnce() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        Send.Builder draft = alice.draft("bob", "once");
        String one = alice.submit(ClientFrame.newBuilder().setSend(draft));
        String two = alice.submit(ClientFrame.newBuilder().setSend(draft));
        String other =
                alice.submit(ClientFrame.newBuilder().setSend(draft.clone().setText("other")));

        assertThat(alice.reply(two).getSent()).isEqualTo(alice.reply(one).getSent());
        assertThat(alice.reply(other).getError().getCode()).isEqualTo(ALREADY_EXISTS);
        bob.expectMessage();
        bob.expectNothing();
    }

    @Test
    void refusedSendLeavesItsClientMsgIdFree() {
        ScriptedClient alice = alice();
        bob().createGroup("team");
        Send.Builder draft = alice.draft("g:team", "not yet a member").setClientMsgId("m");
        assertThat(refusal(() -> alice.send(draft))).isEqualTo(PERMISSION_DENIED);

        assertThat(alice.send(alice.draft("bob", "other").setClientMsgId("m")).getSeq())
                .isEqualTo(1);
    }

    @Test
    void resendDoesNotMoveTheReadPositionBackOrForward() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        Send.Builder draft = alice.draft("bob", "1");
        alice.send(draft);
        bob.send("alice", "2");

        alice.send(draft);

        assertThat(alice.conversations().getItems(0).getReadSeq()).isEqualTo(1);
        assertThat(alice.conversations().getItems(0).getUnread()).isEqualTo(1);
    }
}
