package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Text;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.websocket.WebSocketServer;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** The lines of the README that embed it. */
class EmbedTest {

    private static final int ANY_PORT = 0;

    @Test
    void clientConnectsToWhatTenLinesEmbed() throws InterruptedException {
        int port = ANY_PORT;
        // docs: embed
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key); // or one that you keep: tokens are good as long as their key is
        JwtTokens tokens = JwtTokens.of(key);

        EmbeddedIm im = EmbeddedIm.builder(tokens).build();
        WebSocketServer server = WebSocketServer.of(im.gateway(), port).start();

        // Whoever is signed in to your service gets a token, and connects to ws://localhost:8080/ws?token=…
        UserId alice = new UserId("alice");
        String token = tokens.issue(alice).value();

        // Your service speaks in the name of any user.
        UserId shop = new UserId("shop");
        ConversationId conversation = ConversationId.direct(shop, alice);
        im.submit(shop, Send.of(conversation, new ClientMsgId("order-1"), new Text("Your order is on its way.")));
        // docs: end
        try (TestClient browser = TestClient.connect(server.port(), token)) {
            assertThat(browser.next())
                    .startsWith("{\"welcome\":{\"user\":\"alice\"")
                    .contains("\"inboxSeq\":\"1\"");
            browser.send("{\"id\":\"1\",\"sync\":{}}");
            assertThat(browser.next()).contains("Your order is on its way.");
            browser.send(
                    "{\"id\":\"2\",\"send\":{\"to\":{\"user\":\"shop\"},\"clientMsgId\":\"c-1\",\"text\":\"Thank you.\"}}");
            assertThat(browser.next()).startsWith("{\"id\":\"2\",\"sent\":{").contains("\"seq\":\"2\"");
        }
        // docs: embed-close
        server.close(); // tells clients to go elsewhere, finishes what they asked, closes
        im.close();
        // docs: end
    }
}
