package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.command.Answer;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Text;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.rate.RateLimit;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.Fanout;
import io.keel.im.spi.MessageInterceptor;
import io.keel.im.spi.MessageInterceptor.Verdict;
import io.keel.im.spi.MessageListener;
import io.keel.im.websocket.WebSocketServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the guide to embedding says of a host's own rules. */
class OwnPoliciesTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);

    private final JwtTokens tokens = JwtTokens.of(new byte[JwtTokens.MIN_KEY_BYTES]);

    // docs: own-policy
    /** Staff may write to everybody, others to staff alone. */
    static final class HelpDeskPolicy implements ChatPolicy {

        @Override
        public boolean mayMessage(UserId from, UserId to) {
            return isStaff(from) || isStaff(to);
        }

        @Override
        public Duration recallWindow() {
            return Duration.ofMinutes(10);
        }

        @Override
        public int devicesPerUser(UserId user) {
            return isStaff(user) ? 10 : 3;
        }

        private static boolean isStaff(UserId user) {
            return user.value().startsWith("staff.");
        }
    }
    // docs: end

    @Test
    void policyDecidesWhoMayWriteToWhom() {
        EmbeddedIm im = EmbeddedIm.builder(tokens).policy(new HelpDeskPolicy()).build();
        try (im) {
            assertThat(answer(im.submit(ALICE, text(DIRECT, "1", "hi")))).isInstanceOf(Answer.Refused.class);
            ConversationId desk = ConversationId.direct(ALICE, new UserId("staff.eve"));
            assertThat(answer(im.submit(ALICE, text(desk, "1", "hi")))).isInstanceOf(Answer.Sent.class);
        }
    }

    @Test
    void hooksSeeMessagesBeforeAndAfterTheyAreStored() {
        List<String> archive = new ArrayList<>();
        // docs: hooks
        MessageInterceptor interceptor = draft -> {
            if (!(draft.content() instanceof Text text)) {
                return new Verdict.Pass(draft);
            }
            if (text.value().contains("http://")) {
                return new Verdict.Refuse(Refusal.of(ErrorCode.PERMISSION_DENIED, "text: no links, please"));
            }
            Text polite = new Text(text.value().replace("darn", "****"));
            return new Verdict.Pass(draft.toBuilder().content(polite).build());
        };
        MessageListener listener = message -> archive.add(message.conversation() + " " + message.seq());

        EmbeddedIm im = EmbeddedIm.builder(tokens)
                .interceptor(interceptor)
                .listener(listener)
                .build();
        // docs: end
        try (im) {
            assertThat(answer(im.submit(ALICE, text(DIRECT, "1", "see http://x"))))
                    .isInstanceOf(Answer.Refused.class);
            assertThat(answer(im.submit(ALICE, text(DIRECT, "2", "darn it")))).isInstanceOf(Answer.Sent.class);
            Result page = im.ask(BOB, new Query.History(DIRECT, SeqWindow.newest(), 50))
                    .toCompletableFuture()
                    .join();
            assertThat(((Result.HistoryPage) page).messages())
                    .extracting(message -> message.content())
                    .containsExactly(new Text("**** it"));
            assertThat(archive).containsExactly("d:alice:bob 1");
        }
    }

    @Test
    void fanoutDecidesWhenGroupsTurn() {
        // docs: fanout
        EmbeddedIm im = EmbeddedIm.builder(tokens).fanout(Fanout.upTo(2)).build();
        // docs: end
        try (im) {
            GroupCommand create = new GroupCommand.Create(
                    new GroupId("team"), "Team", List.of(BOB, new UserId("carol")), null, false);
            Answer answer = answer(im.submit(ALICE, create));
            assertThat(((Answer.GroupState) answer).group().diffusion()).isEqualTo(Diffusion.READ);
        }
    }

    @Test
    void limitsChangeWhileItRuns() throws InterruptedException {
        // docs: limits
        AtomicReference<GatewayLimits> limits = new AtomicReference<>(
                GatewayLimits.builder().sends(new RateLimit(1, 1)).build());
        EmbeddedIm im = EmbeddedIm.builder(tokens).limits(limits::get).build();
        // docs: end
        try (im;
                WebSocketServer server = WebSocketServer.of(im.gateway(), 0).start();
                TestClient client =
                        TestClient.connect(server.port(), tokens.issue(ALICE).value())) {
            assertThat(client.next()).contains("welcome");
            client.send(send("1"));
            assertThat(client.next()).contains("sent");
            client.send(send("2"));
            assertThat(client.next()).contains("RATE_LIMITED");
            // docs: limits-change
            limits.set(GatewayLimits.builder().sends(new RateLimit(100, 500)).build());
            // docs: end
            // What was used counts at the new rate: a hundredth of a second at most.
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                client.send(send("2"));
                return client.next().contains("sent");
            });
        }
    }

    private static String send(String clientMsgId) {
        return "{\"id\":\"1\",\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"" + clientMsgId
                + "\",\"text\":\"hi\"}}";
    }

    private static Send text(ConversationId conversation, String clientMsgId, String text) {
        return Send.of(conversation, new ClientMsgId(clientMsgId), new Text(text));
    }

    private static Answer answer(CompletionStage<Answer> stage) {
        return stage.toCompletableFuture().join();
    }
}
