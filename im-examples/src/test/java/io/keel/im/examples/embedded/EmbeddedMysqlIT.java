package io.keel.im.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.engine.Engine;
import io.keel.im.testkit.engine.MysqlEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The embedded example over a database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedMysqlIT {

    private static final int SENDERS = 4;
    private static final int ANSWERED = 400;

    private Engine engine;

    @BeforeAll
    void start() {
        engine = MysqlEngine.start();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @Test
    void killedServerHasLostNothingThatWasAnswered(@TempDir Path folder) throws Exception {
        try (ServerProcess server = new ServerProcess(
                folder, "--mysql", database(), "--rate-per-second", "100000", "--rate-burst", "100000")) {
            server.start();
            Map<String, Sent> answered = new ConcurrentHashMap<>();
            List<Talker> talkers = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                talkers.add(new Talker(server, "sender-" + i, answered));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> answered.size() >= ANSWERED);

            server.kill();
            for (Talker talker : talkers) {
                talker.join();
            }
            server.start();

            for (Talker talker : talkers) {
                talker.sendUnansweredAgain(server);
                assertThat(log(server, talker.name))
                        .extracting(Message::getSeq)
                        .as("seqs of %s", talker.name)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, talker.sent).boxed().toList());
            }
            Map<String, Message> stored = new ConcurrentHashMap<>();
            for (Talker talker : talkers) {
                for (Message message : log(server, talker.name)) {
                    assertThat(stored.put(message.getClientMsgId(), message)).isNull();
                }
            }
            answered.forEach((id, sent) -> assertThat(stored).hasEntrySatisfying(id, message -> {
                assertThat(message.getSeq()).isEqualTo(sent.getSeq());
                assertThat(message.getMessageId()).isEqualTo(sent.getMessageId());
            }));
            try (ScriptedClient bob = server.client("bob", "web")) {
                assertThat(bob.welcome().getInboxSeq()).isEqualTo(stored.size());
            }
        }
    }

    @Test
    void secondServerOnOneDatabaseDoesNotStart(@TempDir Path folder) throws Exception {
        String database = database();
        try (ServerProcess first = new ServerProcess(folder, "--mysql", database);
                ServerProcess second = new ServerProcess(folder, "--mysql", database)) {
            first.start();

            assertThat(second.run()).isEqualTo(1);
            assertThat(second.log()).contains("another process uses this database");
        }
    }

    private String database() {
        return MysqlEngine.withDatabase(
                engine.address(), "im_" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static List<Message> log(ServerProcess server, String sender) {
        List<Message> log = new ArrayList<>();
        try (ScriptedClient bob = server.client("bob", "reader")) {
            boolean more = true;
            while (more) {
                long after = log.isEmpty() ? 0 : log.get(log.size() - 1).getSeq();
                var page = bob.history(History.newBuilder()
                        .setConversation("d:bob:" + sender)
                        .setAfter(after)
                        .setLimit(200));
                log.addAll(page.getMessagesList());
                more = page.getHasMore();
            }
        }
        return log;
    }

    /** Sends one message after the other until its connection breaks. */
    private static final class Talker {

        private final String name;
        private final Map<String, Sent> answered;
        private final Thread thread;
        private Send.@Nullable Builder unanswered;
        private int sent;

        Talker(ServerProcess server, String name, Map<String, Sent> answered) {
            this.name = name;
            this.answered = answered;
            this.thread = new Thread(() -> talk(server), name);
            thread.start();
        }

        void join() throws InterruptedException {
            thread.join(Duration.ofSeconds(30).toMillis());
            assertThat(thread.isAlive()).isFalse();
        }

        /** Whatever has become of it, it stands in the log once from now on. */
        void sendUnansweredAgain(ServerProcess server) throws IOException {
            Send.Builder draft = unanswered;
            if (draft != null) {
                try (ScriptedClient client = server.client(name, "phone")) {
                    answered.put(draft.getClientMsgId(), client.send(draft));
                }
            }
        }

        private void talk(ServerProcess server) {
            try (ScriptedClient client = server.client(name, "phone")) {
                while (true) {
                    unanswered = client.draft("bob", "text " + ++sent);
                    answered.put(unanswered.getClientMsgId(), client.send(unanswered));
                    unanswered = null;
                }
            } catch (RuntimeException | AssertionError broken) {
                // The server is gone.
            }
        }
    }
}
