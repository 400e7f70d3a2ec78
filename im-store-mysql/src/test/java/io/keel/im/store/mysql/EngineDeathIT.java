package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.testkit.engine.MysqlEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server dies, sleeps and comes back while batches are appended. */
class EngineDeathIT {

    private static final int LANES = 8;

    private MysqlEngine engine;
    private MysqlStore store;

    @BeforeEach
    void start() {
        engine = MysqlEngine.launch();
        store = MysqlStore.builder(engine.address()).migrate(true).build();
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    @Test
    void killedServerHasLostNothingThatWasAnsweredAndDoublesNothing() throws Exception {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane(i));
        }
        for (int kill = 0; kill < 3; kill++) {
            lanes.forEach(Lane::go);
            int soFar = kill * 100;
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> lanes.stream().allMatch(lane -> lane.answered.size() > soFar + 50));
            engine.kill();
            for (Lane lane : lanes) {
                assertThat(lane.stopped.await(60, TimeUnit.SECONDS)).isTrue();
            }
            engine.restart();
            for (Lane lane : lanes) {
                lane.appendUnansweredAgain();
            }
        }

        for (Lane lane : lanes) {
            List<Message> log = lane.log();
            assertThat(log)
                    .extracting(Message::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, log.size()).boxed().toList());
            assertThat(log).extracting(Message::messageId).doesNotHaveDuplicates();
            assertThat(log).extracting(Message::messageId).containsExactlyInAnyOrderElementsOf(lane.answered);
            assertThat(lane.inboxHead()).isEqualTo(log.size());
        }
    }

    @Test
    void nobodyWaitsForAServerThatSleeps() throws Exception {
        UserId alice = Sender.user("alice");
        UserId bob = Sender.user("bob");
        Append append = Sender.text(alice, bob);
        engine.pause();

        long before = System.nanoTime();
        CompletionStage<List<AppendResult>> answer =
                store.stores().conversations().append(List.of(append));
        assertThat(System.nanoTime() - before)
                .as("nanoseconds that the caller waited")
                .isLessThan(1_000_000_000L);
        assertThat(answer.toCompletableFuture()).isNotDone();
        engine.resume();

        assertThat(answer.toCompletableFuture().get(30, TimeUnit.SECONDS)).hasOnlyElementsOfType(Stored.class);
    }

    @Test
    void nobodyJoinsALineBehindAServerThatSleeps() throws Exception {
        engine.pause();
        List<CompletableFuture<String>> line = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            line.add(epoch());
        }

        // Those in it wait for as long as their sockets may be silent; who comes later is told at once.
        await().atMost(Duration.ofSeconds(8)).until(() -> epoch().isCompletedExceptionally());
        assertThat(line).anyMatch(each -> !each.isDone());
        engine.resume();

        await().atMost(Duration.ofSeconds(20)).until(() -> line.stream().allMatch(CompletableFuture::isDone));
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> !epoch().get(5, TimeUnit.SECONDS).isEmpty() && store.breaker() == BreakerState.CLOSED);
    }

    @Test
    void questionsFailAtOnceWhileAppendsAreTriedAndEndThePause() throws Exception {
        engine.stop();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            for (int i = 0; i < 12; i++) {
                epoch();
            }
            return store.breaker() == BreakerState.OPEN;
        });
        assertThat(epoch()).isCompletedExceptionally();
        CompletionStage<List<AppendResult>> tried =
                store.stores().conversations().append(List.of(Sender.text(Sender.user("alice"), Sender.user("bob"))));
        assertThat(tried.toCompletableFuture()).isNotDone();
        assertUnavailable(tried);
        engine.restart();

        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(store.stores()
                                .conversations()
                                .append(List.of(Sender.text(Sender.user("alice"), Sender.user("bob"))))
                                .toCompletableFuture()
                                .get(10, TimeUnit.SECONDS))
                        .hasOnlyElementsOfType(Stored.class));

        assertThat(store.breaker()).isNotEqualTo(BreakerState.OPEN);
        assertThat(epoch().get(10, TimeUnit.SECONDS)).isNotEmpty();
    }

    @Test
    void everythingIsUnavailableWhileTheServerIsAway() {
        engine.stop();

        assertUnavailable(
                store.stores().conversations().append(List.of(Sender.text(Sender.user("alice"), Sender.user("bob")))));
        assertUnavailable(store.stores().epochs().epoch());
        assertUnavailable(store.stores().inboxes().heads(Set.of(Sender.user("bob"))));

        engine.restart();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(store.stores()
                                .epochs()
                                .epoch()
                                .toCompletableFuture()
                                .get(5, TimeUnit.SECONDS))
                        .isNotEmpty());
    }

    private CompletableFuture<String> epoch() {
        return store.stores().epochs().epoch().toCompletableFuture();
    }

    private static void assertUnavailable(CompletionStage<?> answer) {
        assertThat(answer.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ImException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /** Appends one batch after the other to a conversation of its own, until one fails. */
    private final class Lane {

        private final UserId from;
        private final UserId to;
        private final Set<Long> answered = ConcurrentHashMap.newKeySet();
        private List<Append> unanswered = List.of();
        private CountDownLatch stopped = new CountDownLatch(1);

        Lane(int number) {
            this.from = Sender.user("from-" + number);
            this.to = Sender.user("to-" + number);
        }

        void go() {
            stopped = new CountDownLatch(1);
            append(batch());
        }

        /** What failed may have been stored or not: now it is, once. */
        void appendUnansweredAgain() throws Exception {
            for (int attempt = 0; ; attempt++) {
                try {
                    note(Sender.append(store.stores(), unanswered));
                    return;
                } catch (java.util.concurrent.ExecutionException notYet) {
                    assertThat(attempt).as("attempts after the restart").isLessThan(20);
                }
            }
        }

        List<Message> log() throws Exception {
            List<Message> log = new ArrayList<>();
            while (true) {
                long after = log.isEmpty() ? 0 : log.get(log.size() - 1).seq();
                List<Message> page = store.stores()
                        .conversations()
                        .read(unanswered.get(0).draft().conversation(), SeqWindow.after(after), 1_000)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
                if (page.isEmpty()) {
                    return log;
                }
                log.addAll(page);
            }
        }

        long inboxHead() throws Exception {
            return store.stores()
                    .inboxes()
                    .heads(List.of(to))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .getOrDefault(to, 0L);
        }

        private List<Append> batch() {
            return Collections.nCopies(5, 0).stream()
                    .map(each -> Sender.text(from, to))
                    .toList();
        }

        private void append(List<Append> batch) {
            unanswered = batch;
            store.stores().conversations().append(batch).whenComplete((results, failure) -> {
                if (failure != null) {
                    stopped.countDown();
                    return;
                }
                note(results);
                append(batch());
            });
        }

        private void note(List<AppendResult> results) {
            for (AppendResult result : results) {
                Message message = result instanceof Stored stored
                        ? stored.message()
                        : ((AppendResult.Redelivered) result).message();
                answered.add(message.messageId());
            }
        }
    }
}
