package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Target;
import io.keel.im.spi.Encoding;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectChatTest extends ChatTest {
    @Test
    void sentTellsWhereTheMessageStands() {
        ScriptedClient alice = alice();

        Sent sent = alice.send("bob", "你好 👋");

        assertThat(sent.getConversation()).isEqualTo(ALICE_BOB);
        assertThat(sent.getSeq()).isEqualTo(1);
        assertThat(sent.getInboxSeq()).isEqualTo(1);
        assertThat(sent.getMessageId()).isPositive();
        assertThat(sent.getSentAt()).isEqualTo(chat().clock().millis());
    }

    @Test
    void messageReachesTheOtherSideWithEveryField() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        bob.send("alice", "question");
        alice.expectMessage();
        Send.Builder draft = alice.draft("bob", "你好 👋 \" \\ \u0001")
                .addMentions("bob")
                .addMentions("carol")
                .setReplyTo(1)
                .putExt("k", "v")
                .putExt("键", "值");

        Sent sent = alice.send(draft);
        ServerFrame push = bob.expect(ServerFrame.BodyCase.MESSAGE);

        assertThat(push.getInboxSeq()).isEqualTo(2);
        assertThat(push.hasId()).isFalse();
        assertThat(push.getMessage())
                .isEqualTo(Message.newBuilder()
                        .setMessageId(sent.getMessageId())
                        .setConversation(ALICE_BOB)
                        .setSeq(2)
                        .setFrom("alice")
                        .setDevice("web")
                        .setClientMsgId(draft.getClientMsgId())
                        .setSentAt(sent.getSentAt())
                        .setText("你好 👋 \" \\ \u0001")
                        .addMentions("bob")
                        .addMentions("carol")
                        .setReplyTo(1)
                        .putExt("k", "v")
                        .putExt("键", "值")
                        .build());
        assertThat(bob.history(ALICE_BOB).getMessages(1)).isEqualTo(push.getMessage());
        assertThat(bob.sync(1).getEntries(0).getMessage()).isEqualTo(push.getMessage());
    }

    @Test
    void dataIsCarriedByteForByte() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        byte[] bytes = new byte[30_000];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);

        alice.send(alice.draft("bob", "")
                .clearText()
                .setData(ByteString.copyFrom(bytes))
                .setContentType("image/png"));

        Message message = bob.expectMessage();
        assertThat(message.getData().toByteArray()).isEqualTo(bytes);
        assertThat(message.getContentType()).isEqualTo("image/png");
        assertThat(message.getText()).isEmpty();
    }

    @Test
    void sendersOtherDevicesGetTheMessageAndTheSendingOneDoesNot() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone", Encoding.PROTOBUF);
        ScriptedClient bob = bob();

        Sent sent = web.send("bob", "hi");

        ServerFrame push = phone.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(push.getMessage().getSeq()).isEqualTo(sent.getSeq());
        assertThat(push.getInboxSeq()).isEqualTo(sent.getInboxSeq());
        bob.expectMessage();
        web.expectNothing();
        phone.expectNothing();
        bob.expectNothing();
    }

    @Test
    void bothSidesShareOneSequence() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();

        assertThat(alice.send("bob", "1").getSeq()).isEqualTo(1);
        assertThat(bob.send("alice", "2").getSeq()).isEqualTo(2);
        assertThat(alice.send(ALICE_BOB, "3").getSeq()).isEqualTo(3);
        assertThat(texts(alice.history(ALICE_BOB).getMessagesList())).containsExactly("1", "2", "3");
        assertThat(bob.history(ALICE_BOB)).isEqualTo(alice.history(ALICE_BOB));
    }

    @Test
    void inboxSeqCountsAllConversationsOfAUser() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient carol = client("carol");

        assertThat(bob.send("alice", "1").getInboxSeq()).isEqualTo(1);
        assertThat(carol.send("alice", "2").getInboxSeq()).isEqualTo(1);
        assertThat(alice.send("bob", "3").getInboxSeq()).isEqualTo(3);
        assertThat(alice.expect(ServerFrame.BodyCase.MESSAGE).getInboxSeq()).isEqualTo(1);
        assertThat(alice.expect(ServerFrame.BodyCase.MESSAGE).getInboxSeq()).isEqualTo(2);
        assertThat(bob.expect(ServerFrame.BodyCase.MESSAGE).getInboxSeq()).isEqualTo(2);
    }

    @Test
    void userWritesToItself() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");

        Sent sent = web.send("alice", "note to self");

        assertThat(sent.getConversation()).isEqualTo("d:alice:alice");
        assertThat(sent.getInboxSeq()).isEqualTo(1);
        assertThat(phone.expectMessage().getText()).isEqualTo("note to self");
        web.expectNothing();
        phone.expectNothing();
        assertThat(web.sync(0).getEntriesList()).hasSize(1);
        assertThat(web.conversations().getItems(0).getUnread()).isZero();
    }

    @Test
    void messageWaitsForWhoIsAway() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        alice.send("bob", "2");

        ScriptedClient bob = bob();

        assertThat(bob.welcome().getInboxSeq()).isEqualTo(2);
        bob.expectNothing();
        assertThat(bob.sync(0).getEntriesList())
                .extracting(entry -> entry.getMessage().getText())
                .containsExactly("1", "2");
    }

    @Test
    void pipelinedSendsAreStoredInTheOrderSent() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            ids.add(alice.submit(io.keel.im.protocol.v1.ClientFrame.newBuilder().setSend(alice.draft("bob", "n" + i))));
        }

        for (int i = 1; i <= 200; i++) {
            assertThat(alice.reply(ids.get(i - 1)).getSent().getSeq()).isEqualTo(i);
            Message pushed = bob.expectMessage();
            assertThat(pushed.getSeq()).isEqualTo(i);
            assertThat(pushed.getText()).isEqualTo("n" + i);
        }
    }

    @Test
    void bigBobIsNotBob() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient bigBob = client("Bob");

        Sent sent = alice.send("Bob", "for the big one");

        assertThat(sent.getConversation()).isEqualTo("d:Bob:alice");
        assertThat(bigBob.expectMessage().getText()).isEqualTo("for the big one");
        bob.expectNothing();
    }

    @Test
    void frameWithoutIdIsServedAndNotAnswered() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();

        alice.tell(io.keel.im.protocol.v1.ClientFrame.newBuilder().setSend(alice.draft("bob", "no id")));

        assertThat(bob.expectMessage().getText()).isEqualTo("no id");
        alice.expectNothing();
    }

    @Test
    void refusedFrameWithoutIdGetsAnErrorWithoutId() {
        ScriptedClient alice = alice();

        alice.tell(io.keel.im.protocol.v1.ClientFrame.newBuilder()
                .setSend(alice.draft("bob", "x")
                        .clearTo()
                        .setTo(Target.newBuilder().setUser("bad name"))));

        assertThat(alice.expect(ServerFrame.BodyCase.ERROR).getError().getCode())
                .isEqualTo(io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT);
    }
}
