package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.testkit.engine.KafkaEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A broker that dies, or does not answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerTroubleIT {

    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    private KafkaEngine engine;

    @BeforeAll
    void startBroker() {
        engine = KafkaEngine.launch();
    }

    @AfterAll
    void stopBroker() {
        engine.close();
    }

    @Test
    void brokerKilledInTheMidstLosesNothingThatWasNotRefused() throws Exception {
        try (KafkaBus gateway = open("kill.", 1 << 25);
                KafkaBus logic = open("kill.", 1 << 25)) {
            Map<Long, Answer> answers = new ConcurrentHashMap<>();
            Queue<Submission> handled = new ConcurrentLinkedQueue<>();
            gateway.subscribe(
                    GATEWAY,
                    records -> records.forEach(record -> {
                        Downlink.Reply reply = (Downlink.Reply) record;
                        answers.putIfAbsent(reply.submission(), reply.answer());
                    }));
            logic.consume(batch -> {
                handled.addAll(batch);
                List<Downlink> replies = new ArrayList<>();
                batch.forEach(each -> replies.add(new Downlink.Reply(7, each.id(), Answer.Done.DONE)));
                logic.push(GATEWAY, replies);
                return CompletableFuture.completedFuture(null);
            });
            Sends sends = new Sends(GATEWAY);
            List<Submission> taken = new ArrayList<>();
            CompletableFuture<Void> restart = null;
            long start = System.nanoTime();
            // Long enough for the broker to be back, on a slow machine too, with much to do before and after.
            while (since(start) < 12 || (handled.size() <= 600 && since(start) < 60)) {
                Submission next = sends.send(taken.size() % 9);
                if (gateway.publish(List.of(next))[0]) {
                    taken.add(next);
                }
                LockSupport.parkNanos(2_000_000);
                if (restart == null && taken.size() > 500) {
                    engine.kill();
                    restart = CompletableFuture.runAsync(engine::restart);
                }
            }
            assertThat(restart).succeedsWithin(Duration.ofSeconds(30));
            Submission last = sends.send(1);
            await().atMost(20, TimeUnit.SECONDS).until(() -> gateway.publish(List.of(last))[0]);

            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> handled.contains(last)
                            && taken.stream().allMatch(each -> isHandled(handled, each) || isRefused(answers, each)));
            Set<Submission> once = new LinkedHashSet<>(handled);
            for (int i = 0; i < 9; i++) {
                int conversation = i;
                assertThat(once.stream()
                                .filter(each -> each.command().conversation().equals(Sends.conversation(conversation)))
                                .map(Submission::id)
                                .toList())
                        .isSorted();
            }
            assertThat(handled.size()).isGreaterThan(500);
        }
    }

    private static long since(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    @Test
    void fullProducerRefusesAtOnceAndWhatItTookIsAnswered() throws Exception {
        try (KafkaBus gateway = open("full.", 256 * 1024)) {
            Queue<Downlink> answers = new ConcurrentLinkedQueue<>();
            gateway.subscribe(GATEWAY, answers::addAll);
            Sends sends = new Sends(GATEWAY);
            Set<Long> taken = new HashSet<>();
            Set<Long> refused = new HashSet<>();
            engine.pause();
            try {
                long start = System.nanoTime();
                for (int i = 0; i < 20_000; i++) {
                    Submission next = sends.send(i % 9);
                    (gateway.publish(List.of(next))[0] ? taken : refused).add(next.id());
                }
                // One that waited would wait for seconds, twenty thousand times.
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
                assertThat(taken).isNotEmpty();
                assertThat(refused).isNotEmpty();

                await().atMost(20, TimeUnit.SECONDS).until(() -> answers.size() >= taken.size());
                assertThat(gateway.answers())
                        .failsWithin(Duration.ofSeconds(20))
                        .withThrowableThat()
                        .withCauseInstanceOf(ImException.class)
                        .withMessageContaining("the broker did not answer");
            } finally {
                engine.resume();
            }
            Set<Long> told = new HashSet<>();
            for (Downlink answer : answers) {
                Downlink.Reply reply = (Downlink.Reply) answer;
                told.add(reply.submission());
                assertThat(((Answer.Refused) reply.answer()).refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
            }
            assertThat(told).isEqualTo(taken);
            await().atMost(20, TimeUnit.SECONDS).until(() -> gateway.publish(List.of(sends.send(1)))[0]);
            assertThat(gateway.answers()).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void commandsAreRefusedAtOnceOnceTheBrokerIsSilent() throws Exception {
        try (KafkaBus gateway = open("silent.", 1 << 25)) {
            Sends sends = new Sends(GATEWAY);
            await().atMost(20, TimeUnit.SECONDS).until(() -> gateway.publish(List.of(sends.send(1)))[0]);
            engine.pause();
            try {
                await().atMost(30, TimeUnit.SECONDS).until(() -> {
                    gateway.publish(List.of(sends.send(1)));
                    return gateway.breaker() == BreakerState.OPEN;
                });
                await().atMost(10, TimeUnit.SECONDS).until(() -> !gateway.publish(List.of(sends.send(1)))[0]);
            } finally {
                engine.resume();
            }
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() ->
                            gateway.publish(List.of(sends.send(1)))[0] && gateway.breaker() == BreakerState.CLOSED);
        }
    }

    private KafkaBus open(String prefix, long bufferBytes) {
        return KafkaBus.builder(engine.address())
                .prefix(prefix)
                .partitions(4)
                .bufferBytes(bufferBytes)
                .open();
    }

    private static boolean isHandled(Queue<Submission> handled, Submission one) {
        return handled.contains(one);
    }

    private static boolean isRefused(Map<Long, Answer> answers, Submission one) {
        return answers.get(one.id()) instanceof Answer.Refused refused
                && refused.refusal().equals(Refusal.of(ErrorCode.UNAVAILABLE, "the bus did not take it: try again"));
    }
}
