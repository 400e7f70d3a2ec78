package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keel.im.examples.docs.OwnPoliciesTest.HelpDeskPolicy;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.spi.Fanout;
import io.keel.im.testkit.client.RefusedException;
import io.keel.im.testkit.client.ScriptedChat;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.websocket.WebSocketServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the guide to testing shows. */
class ChatLogicTest {

    // docs: first-test
    @Test
    void messageReachesTheOtherSideAndCountsAsUnread() {
        try (ScriptedChat chat = ScriptedChat.start()) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");

            Sent sent = alice.send("bob", "lunch?");

            Message message = bob.expectMessage();
            assertThat(message.getText()).isEqualTo("lunch?");
            assertThat(message.getSeq()).isEqualTo(sent.getSeq());
            assertThat(bob.conversations().getItems(0).getUnread()).isOne();

            bob.read("d:alice:bob", message.getSeq());
            assertThat(alice.expectReceipt().getUser()).isEqualTo("bob");
        }
    }
    // docs: end

    // docs: own-rules-test
    @Test
    void customersDoNotWriteToEachOther() {
        try (ScriptedChat chat = ScriptedChat.start(im -> im.policy(new HelpDeskPolicy()))) {
            ScriptedClient alice = chat.client("alice");

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> alice.send("bob", "psst"))
                    .matches(refused -> refused.code() == ErrorCode.PERMISSION_DENIED);

            assertThat(alice.send("staff.eve", "help!").getSeq()).isOne();
        }
    }
    // docs: end

    // docs: time-test
    @Test
    void recallIsRefusedPastItsWindow() {
        try (ScriptedChat chat = ScriptedChat.start()) {
            ScriptedClient alice = chat.client("alice");
            Sent sent = alice.send("bob", "oops");

            chat.advance(Duration.ofMinutes(3)); // alice's connection, silent for so long, is closed on the way

            ScriptedClient back = chat.client("alice");
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> back.recall("d:alice:bob", sent.getSeq()))
                    .matches(refused -> refused.code() == ErrorCode.FAILED_PRECONDITION);
        }
    }
    // docs: end

    // docs: away-test
    @Test
    void deviceThatWasAwayCatchesUpAndResendStoresOnce() {
        try (ScriptedChat chat = ScriptedChat.start(im -> im.fanout(Fanout.upTo(3)))) {
            ScriptedClient alice = chat.client("alice");
            ScriptedClient bob = chat.client("bob");
            long position = bob.welcome().getInboxSeq();
            bob.close();

            Send.Builder draft = alice.draft("bob", "are you there?");
            Sent first = alice.send(draft);
            assertThat(alice.send(draft)).isEqualTo(first); // sent twice, stored once

            SyncPage missed = chat.client("bob").sync(position);
            assertThat(missed.getEntriesList())
                    .extracting(entry -> entry.getMessage().getText())
                    .containsExactly("are you there?");
        }
    }
    // docs: end

    @Test
    void sameClientSpeaksOverSockets() {
        try (ScriptedChat chat = ScriptedChat.start();
                WebSocketServer server =
                        WebSocketServer.of(chat.im().gateway(), 0).start()) {
            // docs: socket-test
            URI endpoint = URI.create("ws://localhost:" + server.port() + "/ws");
            ScriptedClient alice = ScriptedClient.of(endpoint).token("alice").connect();
            // docs: end
            assertThat(alice.welcome().getUser()).isEqualTo("alice");
            alice.close();
        }
    }
}
