package io.keel.im.examples.cluster;

import static io.keel.im.examples.cluster.Pair.historyWithBob;
import static io.keel.im.examples.cluster.Pair.presenceOfBob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.protocol.v1.SyncPage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Each engine, and each role of which there is one, is killed, stays away, and is started again by its command in
 * {@code cluster.json}. Users see what {@code docs/degradation.md} says while it is away, and what they said before, meanwhile and
 * after is there once and in order when it is back; no other process ends. One method is one row of its table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashRecoveryIT {

    /** The deadline of a call is 3 s, that of a command in Kafka 4 s, that of a request 10 s; the machine may be busy. */
    private static final Duration CALL = Duration.ofSeconds(5);

    private static final Duration COMMAND = Duration.ofSeconds(7);
    private static final Duration REQUEST = Duration.ofSeconds(13);
    private static final Duration GIVEN_UP = Duration.ofSeconds(20);

    /** A JVM has to start first. */
    private static final Duration RECOVERY = Duration.ofSeconds(40);

    /** At least. */
    private static final Duration AWAY = Duration.ofSeconds(3);

    private final Map<String, ProcessHandle> processes = new HashMap<>();
    private final List<RestartedWorker> restarted = new ArrayList<>();
    private long inbox;
    private ClusterProcess cluster;
    private Pair pair;

    @BeforeAll
    void start() throws IOException {
        cluster = ClusterProcess.startOneOfEach("crash-recovery");
        for (ListedWorker worker : cluster.workers()) {
            processes.put(worker.name(), ProcessHandle.of(worker.pid()).orElseThrow());
        }
        pair = new Pair(cluster.worker("gateway-1"), CALL);
    }

    @BeforeEach
    void greet() {
        pair.forget();
        pair.come();
        inbox = pair.bob().client().ping();
        pair.delivered();
    }

    @AfterEach
    void everyProcessLives() {
        assertThat(processes)
                .allSatisfy((name, process) ->
                        assertThat(process.isAlive()).as(name).isTrue());
    }

    @AfterAll
    void close() throws InterruptedException {
        if (pair != null) {
            pair.close();
        }
        // They are not the cluster's to end, and their data are.
        for (RestartedWorker each : restarted) {
            each.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void killedGatewayBreaksConnectionsAndTakesThemBack() throws Exception {
        pair.alice().submit(pair.draft());
        killed("gateway-1", () -> {
            assertThat(pair.alice().client().expectClosed().code()).isEqualTo(1006);
            assertThat(pair.bob().client().expectClosed().code()).isEqualTo(1006);
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> pair.bob().come());
        });
    }

    @Test
    void withoutSessionMessagesAreStoredAndNotPushed() throws Exception {
        killed("session-1", this::storedAndNotPushed);
    }

    @Test
    void withoutLogicCommandsWaitAndAreStoredLater() throws Exception {
        killed(
                "logic-1",
                () -> refusedWithin(REQUEST, () -> {
                    pair.alice().expectUnavailable(historyWithBob(), CALL);
                    assertThat(pair.login()).isEqualTo(503);
                    pair.bob().expectTurnedAway(CALL);
                }));
    }

    @Test
    void withoutTheDataProxyNobodyNotices() throws Exception {
        killed("data-proxy-1", () -> {
            sentWithin(CALL);
            pair.delivered();
            pair.alice().client().createGroup("club", "bob");
            assertThat(pair.login()).isEqualTo(401);
            pair.history();
        });
    }

    @Test
    void withoutTheJobNobodyNoticesAndTasksWait() throws Exception {
        killed("job-1", () -> {
            sentWithin(CALL);
            pair.delivered();
        });
        ListedWorker job = cluster.worker("job-1");
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(cluster.body(job, "/metrics"))
                        .containsPattern("(?m)^im_tasks_total\\{.*result=\"done\".*} [1-9]"));
    }

    @Test
    void withoutRedisMessagesAreStoredAndNotPushed() throws Exception {
        killed("redis", this::storedAndNotPushed);
    }

    @Test
    void withoutKafkaSendsAreRefusedAndTheRestGoesOn() throws Exception {
        killed(
                "kafka",
                () -> refusedWithin(COMMAND, () -> {
                    pair.history();
                    pair.presence();
                }));
    }

    @Test
    void withoutTheDatabaseCommandsWaitAndAreStoredLater() throws Exception {
        killed(
                "mysql",
                () -> refusedWithin(REQUEST, () -> {
                    pair.alice().expectUnavailable(historyWithBob(), CALL);
                    pair.bob().expectTurnedAway(CALL);
                }));
    }

    @Test
    void withoutEtcdEverythingGoesOnUntilIdsRunOut() throws Exception {
        killed("etcd", () -> {
            sentWithin(CALL);
            pair.delivered();
            // The gateway's worker id is certain for 9 s.
            await().atMost(GIVEN_UP)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> pair.alice().isRefused(ClientFrame.newBuilder().setSend(pair.draft())));
            pair.bob().expectTurnedAway(CALL);
            pair.history();
            pair.presence();
        });
    }

    /** What happens while somebody is away. */
    @FunctionalInterface
    private interface Scene {

        void play() throws Exception;
    }

    /** Kills a process, starts it again after the scene, and waits until all is well. */
    private void killed(String worker, Scene scene) throws Exception {
        ListedWorker victim = cluster.kill(worker);
        processes.remove(worker);
        long since = System.nanoTime();
        try {
            scene.play();
            await().atMost(AWAY.multipliedBy(2)).until(() -> since(since).compareTo(AWAY) >= 0);
            everyProcessLives();
        } finally {
            RestartedWorker again = RestartedWorker.start(victim, cluster.file().resolveSibling("cluster-it"));
            restarted.add(again);
            processes.put(worker, again.handle());
        }
        recovered();
    }

    /** Nobody comes, is seen or is pushed to. */
    private void storedAndNotPushed() {
        Send.Builder draft = sentWithin(CALL);
        pair.alice().expectUnavailable(presenceOfBob(), CALL);
        pair.bob().expectTurnedAway(CALL);
        pair.history();
        assertThat(pair.bob().hears(draft.getText())).isFalse();
    }

    /** Both are let in, and what alice has said is stored once, in order, and told to both alike. */
    private void recovered() {
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(RuntimeException.class)
                .untilAsserted(() -> {
                    pair.come();
                    pair.drafts().forEach(pair::send);
                    pair.delivered();
                    pair.presence();
                });
        List<Send.Builder> said = pair.drafts();
        List<String> texts = said.stream().map(Send.Builder::getText).toList();
        List<Message> log = pair.alice()
                .client()
                .history(History.newBuilder()
                        .setConversation(Pair.CONVERSATION)
                        .setAfter(pair.sent(said.get(0)).getSeq() - 1)
                        .setLimit(200))
                .getMessagesList();
        assertThat(log).extracting(Message::getText).containsExactlyElementsOf(texts);
        assertThat(log)
                .extracting(Message::getMessageId)
                .containsExactlyElementsOf(said.stream()
                        .map(each -> pair.sent(each).getMessageId())
                        .toList());
        assertThat(inboxOfBob()).containsExactlyElementsOf(texts);
    }

    private List<String> inboxOfBob() {
        List<String> texts = new ArrayList<>();
        SyncPage page = pair.bob().client().sync(inbox);
        while (true) {
            page.getEntriesList().stream()
                    .map(SyncEntry::getMessage)
                    .filter(message -> message.getConversation().equals(Pair.CONVERSATION))
                    .map(Message::getText)
                    .forEach(texts::add);
            if (!page.getHasMore()) {
                return texts;
            }
            page = pair.bob().client().sync(page.getNext());
        }
    }

    private Send.Builder sentWithin(Duration limit) {
        Send.Builder draft = pair.draft();
        long start = System.nanoTime();
        pair.send(draft);
        assertThat(since(start)).as("sent").isLessThan(limit);
        return draft;
    }

    /** Submits something, and expects it to be refused in time, whatever happens before. */
    private void refusedWithin(Duration limit, Scene meanwhile) throws Exception {
        long start = System.nanoTime();
        String id = pair.alice().submit(pair.draft());
        meanwhile.play();
        pair.alice().expectRefused(id);
        assertThat(since(start)).as("refused").isLessThan(limit);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
