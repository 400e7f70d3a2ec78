package io.keel.im.examples.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.keel.im.auth.JwtTokens;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.examples.docs.TestClient;
import io.keel.im.examples.host.Hashing;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.MessageInterceptor;
import io.keel.im.websocket.WebSocketServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An embedded chat, at the most talkative, tells nothing of what is said in it and of who proves what by what. */
class EmbeddedLogsTest {

    private static final String KEY = "canary-key-of-the-tokens-32-bytes-long";

    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("io.keel.im");
    private final Level before = own.getLevel();

    @BeforeEach
    void listen() {
        own.setLevel(Level.DEBUG);
        heard.start();
        root.addAppender(heard);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(heard);
        own.setLevel(before);
    }

    @Test
    void saysNothingThatIsSaidNorHowAnybodyProvesWhoHeIs() throws Exception {
        MemoryStore store = new MemoryStore();
        JwtTokens tokens = JwtTokens.of(KEY.getBytes(StandardCharsets.UTF_8));
        try (EmbeddedIm im = EmbeddedIm.builder(tokens)
                        .stores(store.stores())
                        .interceptor(draft -> {
                            if (draft.clientMsgId().equals(Optional.of(new ClientMsgId("fails")))) {
                                throw new IllegalStateException("the interceptor of the test fails");
                            }
                            return new MessageInterceptor.Verdict.Pass(draft);
                        })
                        .listener(message -> {
                            throw new IllegalStateException("the listener of the test fails");
                        })
                        .build();
                Hashing hashing = new Hashing();
                WebSocketServer server = WebSocketServer.builder(im.gateway())
                        .port(0)
                        .accounts(hashing.accounts(store.stores().accounts(), tokens))
                        .build()
                        .start()) {
            Canaries canaries = new Canaries("http://localhost:" + server.port()).and(KEY);
            String token = canaries.login("alice");
            canaries.misbehave("alice");
            talk(server.port(), token);

            String log = log();
            // What fails is told all the same.
            assertThat(log).contains("the listener of the test fails", "the interceptor of the test fails");
            canaries.areNotIn("the log", log);
        }
    }

    private static void talk(int port, String token) throws InterruptedException {
        try (TestClient alice = TestClient.connect(port, token)) {
            assertThat(alice.next()).contains("\"welcome\"");
            for (String frame : Canaries.frames("bob")) {
                alice.send(frame);
                assertThat(alice.next()).containsPattern("sent|error");
            }
            alice.send(Canaries.frames("bob").get(0).replace("c-1", "fails"));
            assertThat(alice.next()).contains("error");
        }
        try (TestClient stranger = TestClient.connect(port, token + "x")) {
            assertThat(stranger.next()).isEqualTo("closed 4001");
        }
    }

    private String log() {
        return List.copyOf(heard.list).stream()
                .map(event -> event.getLoggerName() + " " + event.getFormattedMessage() + " "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }
}
