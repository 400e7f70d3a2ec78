package io.keel.im.examples.cluster;

import static io.keel.im.examples.cluster.Pair.historyWithBob;
import static io.keel.im.examples.cluster.Pair.presenceOfBob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Each engine, and each role of which there is one, stands still and goes on; users see what {@code docs/degradation.md} says, as soon
 * as it says. One method is one row of its table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DegradationIT {

    /** The deadline of a call is 3 s, that of a command in Kafka 4 s, that of a request 10 s; the machine may be busy. */
    private static final Duration CALL = Duration.ofSeconds(5);

    /** Less than any deadline: but for a few calls that try whether it is back, nobody waits. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final Duration REQUEST = Duration.ofSeconds(13);
    private static final Duration GIVEN_UP = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private ClusterProcess cluster;
    private List<ListedWorker> workers;
    private Pair pair;
    private Guest alice;
    private Guest bob;

    @BeforeAll
    void start() throws IOException {
        cluster = ClusterProcess.startOneOfEach("degradation");
        workers = cluster.workers();
        pair = new Pair(cluster.worker("gateway-1"), CALL);
        alice = pair.alice();
        bob = pair.bob();
        pair.come();
        pair.delivered();
    }

    @AfterEach
    void everyProcessLives() {
        assertThat(cluster.workers()).isEqualTo(workers);
        assertThat(workers).allMatch(ListedWorker::alive);
    }

    @AfterAll
    void close() {
        if (pair != null) {
            pair.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void withoutSessionMessagesAreStoredAndNotPushed() throws Exception {
        Send.Builder draft = pair.draft();
        without("session-1", () -> storedAndNotPushed(draft));
        recovered(draft);
    }

    @Test
    void withoutLogicCommandsWaitAndAreStoredLater() throws Exception {
        Send.Builder draft = pair.draft();
        without("logic-1", () -> {
            long asked = System.nanoTime();
            String id = alice.submit(draft);
            alice.expectUnavailable(historyWithBob(), CALL);
            assertThat(pair.login()).isEqualTo(503);
            bob.expectTurnedAway(CALL);
            givenUp(historyWithBob());
            refusedWithin(REQUEST, id, asked);
        });
        recovered(draft);
    }

    @Test
    void withoutTheDataProxyNobodyNotices() throws Exception {
        Send.Builder draft = pair.draft();
        without("data-proxy-1", () -> {
            sendWithin(CALL, draft);
            pair.delivered();
            alice.client().createGroup("club", "bob");
            assertThat(pair.login()).isEqualTo(401);
            pair.history();
        });
        recovered(draft);
    }

    @Test
    void withoutTheJobNobodyNotices() throws Exception {
        Send.Builder draft = pair.draft();
        without("job-1", () -> {
            sendWithin(CALL, draft);
            pair.delivered();
        });
        recovered(draft);
    }

    @Test
    void withoutRedisMessagesAreStoredAndNotPushed() throws Exception {
        Send.Builder draft = pair.draft();
        without("redis", () -> storedAndNotPushed(draft));
        recovered(draft);
    }

    @Test
    void withoutKafkaSendsAreRefusedAndTheRestGoesOn() throws Exception {
        Send.Builder draft = pair.draft();
        without("kafka", () -> {
            long asked = System.nanoTime();
            String id = alice.submit(draft);
            pair.history();
            pair.presence();
            refusedWithin(Duration.ofSeconds(7), id, asked);
            givenUp(ClientFrame.newBuilder().setSend(draft));
            pair.history();
        });
        recovered(draft);
    }

    @Test
    void withoutTheDatabaseCommandsWaitAndAreStoredLater() throws Exception {
        Send.Builder draft = pair.draft();
        without("mysql", () -> {
            long asked = System.nanoTime();
            String id = alice.submit(draft);
            alice.expectUnavailable(historyWithBob(), CALL);
            bob.expectTurnedAway(CALL);
            givenUp(historyWithBob());
            refusedWithin(REQUEST, id, asked);
        });
        recovered(draft);
    }

    @Test
    void withoutEtcdEverythingGoesOnUntilIdsRunOut() throws Exception {
        Send.Builder draft = pair.draft();
        without("etcd", () -> {
            sendWithin(CALL, draft);
            pair.delivered();
            // The gateway's worker id is certain for 9 s.
            await().atMost(GIVEN_UP)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> alice.isRefused(ClientFrame.newBuilder().setSend(pair.draft())));
            bob.expectTurnedAway(CALL);
            pair.history();
            pair.presence();
        });
        recovered(draft);
    }

    /** What happens while somebody is away. */
    @FunctionalInterface
    private interface Scene {

        void play() throws Exception;
    }

    /** Has a process stand still: its connections stay, and nothing answers. */
    private void without(String worker, Scene scene) throws Exception {
        cluster.signal(worker, "STOP");
        try {
            scene.play();
        } finally {
            cluster.signal(worker, "CONT");
        }
    }

    /** Nobody comes, is seen or is pushed to: what is sent waits for that at first, and soon no more. */
    private void storedAndNotPushed(Send.Builder draft) {
        sendWithin(CALL, draft);
        alice.expectUnavailable(presenceOfBob(), CALL);
        bob.expectTurnedAway(CALL);
        pair.history();
        givenUp(presenceOfBob());
        await().atMost(GIVEN_UP).until(() -> sendTakes(pair.draft()).compareTo(AT_ONCE) < 0);
        pair.history();
    }

    /** What is asked for often in vain fails at once from some time on. */
    private void givenUp(ClientFrame.Builder request) {
        await().atMost(GIVEN_UP).until(() -> alice.failsAtOnce(request));
    }

    /** New clients come, messages are pushed, all is answered; and what was sent before is stored, once, as its sender is told. */
    private void recovered(Send.Builder before) {
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(RuntimeException.class)
                .untilAsserted(() -> {
                    pair.come();
                    pair.send(before);
                    pair.delivered();
                    pair.presence();
                });
        pair.send(before);
        Sent sent = pair.sent(before);
        assertThat(alice.client()
                        .history(History.newBuilder()
                                .setConversation(Pair.CONVERSATION)
                                .setAfter(sent.getSeq() - 1)
                                .setLimit(1))
                        .getMessagesList())
                .extracting(Message::getMessageId)
                .containsExactly(sent.getMessageId());
    }

    private void sendWithin(Duration limit, Send.Builder draft) {
        assertThat(sendTakes(draft)).as("sent").isLessThan(limit);
    }

    private Duration sendTakes(Send.Builder draft) {
        long start = System.nanoTime();
        pair.send(draft);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void refusedWithin(Duration limit, String id, long asked) {
        alice.expectRefused(id);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).as("refused").isLessThan(limit);
    }
}
