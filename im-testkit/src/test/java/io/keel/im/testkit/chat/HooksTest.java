package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.ALREADY_EXISTS;
import static io.keel.im.protocol.v1.ErrorCode.FAILED_PRECONDITION;
import static io.keel.im.protocol.v1.ErrorCode.NOT_FOUND;
import static io.keel.im.protocol.v1.ErrorCode.PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.Text;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.MessageInterceptor.Verdict;
import io.keel.im.testkit.client.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The host's hooks: a word that is refused, one that is rewritten, users that do not exist and one who takes no messages. */
class HooksTest extends ChatTest {
    private final List<String> heard = new ArrayList<>();
    private volatile Duration window = Duration.ofMinutes(2);

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.interceptor(draft -> {
                    String text = draft.content() instanceof Text said ? said.value() : "";
                    if (text.contains("spam")) {
                        return new Verdict.Refuse(Refusal.of(ErrorCode.FAILED_PRECONDITION, "text: no spam here"));
                    }
                    return new Verdict.Pass(draft.toBuilder()
                            .content(text.isEmpty() ? draft.content() : new Text(text.replace("damn", "****")))
                            .build());
                })
                .listener(message -> heard.add(message.conversation() + " #" + message.seq()))
                .directory(user -> !user.value().startsWith("ghost"))
                .policy(new ChatPolicy() {
                    @Override
                    public boolean mayMessage(UserId from, UserId to) {
                        return !to.value().equals("hermit");
                    }

                    @Override
                    public Duration recallWindow() {
                        return window;
                    }
                });
    }

    @Test
    void interceptorRefusesWithAReason() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.send("bob", "buy spam"))).isEqualTo(FAILED_PRECONDITION);
        assertThat(alice.history(ALICE_BOB).getMessagesList()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void interceptorRewritesAndTheResendIsStillTheSame() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        Send.Builder draft = alice.draft("bob", "damn it");

        Sent sent = alice.send(draft);

        assertThat(bob.expectMessage().getText()).isEqualTo("**** it");
        assertThat(bob.history(ALICE_BOB).getMessages(0).getText()).isEqualTo("**** it");
        assertThat(alice.send(draft)).isEqualTo(sent);
        assertThat(refusal(() -> alice.send(draft.clone().setText("**** it")))).isEqualTo(ALREADY_EXISTS);
    }

    @Test
    void listenerHearsOfEveryMessageInOrderEventsIncluded() {
        ScriptedClient alice = alice();
        alice.createGroup("team", "bob");
        alice.send("g:team", "2");
        alice.recall("g:team", 2);
        alice.send("bob", "1");
        alice.send(alice.draft("bob", "1").setClientMsgId("again"));
        alice.send(alice.draft("bob", "1").setClientMsgId("again"));

        assertThat(heard).containsExactly("g:team #1", "g:team #2", "g:team #3", ALICE_BOB + " #1", ALICE_BOB + " #2");
    }

    @Test
    void usersThatDoNotExistAreNotFound() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.send("ghost", "x"))).isEqualTo(NOT_FOUND);
        assertThat(refusal(() -> alice.createGroup("team", "bob", "ghost1"))).isEqualTo(NOT_FOUND);
        alice.createGroup("team", "bob");
        assertThat(refusal(() -> alice.addMembers("team", "ghost2"))).isEqualTo(NOT_FOUND);
        assertThat(alice.groupInfo("team").getSize()).isEqualTo(2);
    }

    @Test
    void whoTakesNoMessagesGetsNone() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.send("hermit", "x"))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(() -> client("hermit").send("alice", "but may write")))
                .isNull();
    }

    @Test
    void recallWindowMovesWhileTheServerRuns() {
        ScriptedClient alice = alice();
        alice.send("bob", "1");
        chat().advance(Duration.ofMinutes(3));
        assertThat(refusal(() -> alice.recall(ALICE_BOB, 1))).isEqualTo(FAILED_PRECONDITION);

        window = Duration.ofMinutes(10);

        assertThat(refusal(() -> alice.recall(ALICE_BOB, 1))).isNull();
    }

    @Test
    void systemMessagesGoThroughTheAssembly() {
        ScriptedClient bob = bob();

        var answer = chat().im()
                .submit(
                        new UserId("alice"),
                        new io.keel.im.command.Send(
                                io.keel.im.conversation.ConversationId.direct(new UserId("alice"), new UserId("bob")),
                                new io.keel.im.conversation.ClientMsgId("host-1"),
                                new Text("from the host"),
                                List.of(),
                                0,
                                java.util.Map.of()));

        assertThat(bob.expectMessage().getText()).isEqualTo("from the host");
        assertThat(answer.toCompletableFuture()).isCompleted();
    }
}
