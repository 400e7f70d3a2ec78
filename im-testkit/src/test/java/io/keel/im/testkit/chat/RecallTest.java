package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.FAILED_PRECONDITION;
import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static io.keel.im.protocol.v1.ErrorCode.NOT_FOUND;
import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.Event;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Role;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.ScriptedClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecallTest extends ChatTest {
    @Test
    void recallIsAnEventOfTheLogAndBlanksTheMessage() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        bob.send("alice", "question");
        alice.send(
                alice.draft("bob", "oops").addMentions("bob").putExt("k", "v").setReplyTo(1));
        bob.drainPushes();

        alice.recall(ALICE_BOB, 2);

        ServerFrame push = bob.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(push.getInboxSeq()).isEqualTo(3);
        Message event = push.getMessage();
        assertThat(event.getSeq()).isEqualTo(3);
        assertThat(event.getFrom()).isEqualTo("alice");
        assertThat(event.getEvent())
                .isEqualTo(
                        Event.newBuilder().setKind(EventKind.RECALLED).setSeq(2).build());
        Message blank = bob.history(ALICE_BOB).getMessages(1);
        assertThat(blank.getRecalled()).isTrue();
        assertThat(blank.getText()).isEmpty();
        assertThat(blank.getMentionsList()).isEmpty();
        assertThat(blank.getExtMap()).isEmpty();
        assertThat(blank.getFrom()).isEqualTo("alice");
        assertThat(blank.getSeq()).isEqualTo(2);
        assertThat(bob.sync(1).getEntries(0).getMessage()).isEqualTo(blank);
        alice.drainPushes();
        alice.expectNothing();
    }

    @Test
    void deviceThatRecalledGetsTheEventAsWell() {
        ScriptedClient alice = alice();
        alice.send("bob", "oops");

        alice.recall(ALICE_BOB, 1);

        assertThat(alice.expectMessage().getEvent().getKind()).isEqualTo(EventKind.RECALLED);
    }

    @Test
    void dataIsBlankedToo() {
        ScriptedClient alice = alice();
        alice.send(alice.draft("bob", "")
                .clearText()
                .setData(ByteString.copyFromUtf8("x"))
                .setContentType("a/b"));

        alice.recall(ALICE_BOB, 1);

        Message blank = alice.history(ALICE_BOB).getMessages(0);
        assertThat(blank.getData().isEmpty()).isTrue();
        assertThat(blank.getContentType()).isEmpty();
    }

    @Test
    void secondRecallIsDoneAndMakesNoSecondEvent() {
        ScriptedClient alice = alice();
        alice.send("bob", "oops");
        alice.recall(ALICE_BOB, 1);

        alice.recall(ALICE_BOB, 1);
        chat().advance(Duration.ofMinutes(5));
        alice.recall(ALICE_BOB, 1);

        assertThat(alice.history(ALICE_BOB).getMessagesCount()).isEqualTo(2);
    }

    @Test
    void windowOfTheSenderIsTwoMinutes() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        alice.send("bob", "2");
        chat().advance(Duration.ofSeconds(119));
        alice.recall(ALICE_BOB, 1);
        chat().advance(Duration.ofSeconds(10));
        assertThat(refusal(() -> alice.recall(ALICE_BOB, 2))).isEqualTo(FAILED_PRECONDITION);
    }

    @Test
    void otherSideOfADirectConversationRecallsNothing() {
        ScriptedClient alice = alice();
        alice.send("bob", "mine");

        assertThat(refusal(() -> bob().recall(ALICE_BOB, 1))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void ownerAndAdminsRecallAnybodysMessageAtAnyTime() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        ScriptedClient carol = client("carol");
        alice.createGroup("team", "bob", "carol");
        alice.setRole("team", "bob", Role.ADMIN);
        carol.send("g:team", "3");
        carol.send("g:team", "4");
        alice.send("g:team", "5");
        chat().advance(Duration.ofMinutes(3));

        assertThat(refusal(() -> carol.recall("g:team", 3))).isEqualTo(FAILED_PRECONDITION);
        assertThat(refusal(() -> carol.recall("g:team", 5))).isEqualTo(PERMISSION_DENIED);
        alice.recall("g:team", 3);
        bob.recall("g:team", 4);
        bob.recall("g:team", 5);
        assertThat(alice.history("g:team").getMessagesList().subList(2, 5)).allMatch(Message::getRecalled);
    }

    @Test
    void plainMemberRecallsItsOwnAlone() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob", "carol");
        bob.send("g:team", "2");

        assertThat(refusal(() -> client("carol").recall("g:team", 2))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> bob.recall("g:team", 2))).isNull();
    }

    @Test
    void eventsAreNotRecalledAndMissingSeqsAreNotFound() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "bob");
        alice.send("bob", "1");

        assertThat(refusal(() -> alice.recall("g:team", 1))).isEqualTo(FAILED_PRECONDITION);
        assertThat(refusal(() -> alice.recall("g:team", 2))).isEqualTo(NOT_FOUND);
        assertThat(refusal(() -> alice.recall(ALICE_BOB, 99))).isEqualTo(NOT_FOUND);
        assertThat(refusal(() -> alice.recall(ALICE_BOB, 0))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.recall(ALICE_BOB, -1))).isEqualTo(INVALID_ARGUMENT);
    }

    @Test
    void messageFromBeforeOnesTimeIsNotFound() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team");
        alice.send("g:team", "2");
        alice.addMembers("team", "bob");
        alice.setRole("team", "bob", Role.ADMIN);

        assertThat(refusal(() -> bob.recall("g:team", 2))).isEqualTo(NOT_FOUND);
    }

    @Test
    void readDiffusedMessageIsRecalled() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        bob.send("g:hall", "oops");
        alice.drainPushes();

        bob.recall("g:hall", 2);

        ServerFrame push = alice.expect(ServerFrame.BodyCase.MESSAGE);
        assertThat(push.hasInboxSeq()).isFalse();
        assertThat(push.getMessage().getEvent().getSeq()).isEqualTo(2);
        assertThat(alice.history("g:hall").getMessages(1).getRecalled()).isTrue();
    }

    @Test
    void whoHasLeftRecallsNothing() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup("team", "bob");
        bob.send("g:team", "2");
        bob.leaveGroup("team");

        assertThat(refusal(() -> bob.recall("g:team", 2))).isEqualTo(PERMISSION_DENIED);
    }
}
