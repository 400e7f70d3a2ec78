package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Task;
import io.keel.im.spi.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLetterTopicIT {

    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    @RegisterExtension
    private final Broker broker = new Broker();

    private final Sends sends = new Sends(GATEWAY);
    private final Queue<Submission> handled = new ConcurrentLinkedQueue<>();
    private volatile long poison;

    @Test
    void whatWasPutAsideIsListedAndReplayedToWhereItCameFrom() {
        KafkaBus bus = broker.closing(broker.bus().open());
        DeadLetterTopic letters = letters();
        assertThat(done(letters.list(0, 10))).isEmpty();
        Submission bad = sends.send(1);
        poison = bad.id();
        bus.consume(batch -> {
            if (batch.stream().anyMatch(each -> each.id() == poison)) {
                throw new IllegalStateException("a rule that fails");
            }
            handled.addAll(batch);
            return CompletableFuture.completedFuture(null);
        });
        bus.publish(List.of(bad));
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> done(letters.list(0, 10)).size() == 1);

        DeadLetter letter = done(letters.list(0, 10)).get(0);
        assertThat(letter.content()).isEqualTo(new DeadLetter.OfCommand(bad));
        assertThat(letter.source()).startsWith(broker.prefix() + "upstream-messages-");
        assertThat(letter.reason()).contains("a rule that fails");
        assertThat(letter.replayed()).isFalse();
        assertThat(done(letters.find(letter.number()))).contains(letter);

        poison = 0;
        assertThat(done(letters.replay(letter.number())))
                .isEqualTo(new DeadLetterTopic.Published(broker.prefix() + "upstream-messages"));

        await().atMost(20, TimeUnit.SECONDS).until(() -> handled.contains(bad));
        assertThat(done(letters.list(0, 10))).singleElement().satisfies(again -> {
            assertThat(again.number()).isEqualTo(letter.number());
            assertThat(again.replayed()).isTrue();
        });
        assertThat(done(letters.find(letter.number() + 1))).isEmpty();
        assertThat(done(letters.replay(letter.number() + 1))).isEqualTo(new DeadLetterTopic.Missing());
    }

    @Test
    void tasksComeBackToTheirTopicAndWhatComesFromElsewhereDoesNot() {
        KafkaTasks tasks = broker.tasks();
        Task task = new Task("t-1", "count", "key", ByteString.copyFromUtf8("body"));
        Queue<Task> done = new ConcurrentLinkedQueue<>();
        tasks.consume("counters", Map.of("count", again -> {
            done.add(again);
            return CompletableFuture.completedFuture(null);
        }));
        Outlet outlet = broker.closing(new Outlet(broker.clients().producer(), Telemetry.NONE));
        ScheduledThreadPoolExecutor timer = Threads.timer("test");
        AutoCloseable end = timer::shutdownNow;
        broker.closing(end);
        outlet.learn(List.of(broker.prefix() + "dead-letters"), Duration.ofSeconds(20), timer);
        DeadLetters dead = new DeadLetters(outlet, broker.prefix() + "dead-letters");
        done(dead.bury(record(broker.prefix() + "im-tasks", io.keel.im.protocol.WireTasks.encode(task)), "no room"));
        done(dead.bury(record("orders", new byte[] {1, 2}), "not ours"));
        DeadLetterTopic letters = letters();

        List<DeadLetter> found = done(letters.list(0, 10));

        assertThat(found).hasSize(2);
        assertThat(found.get(0).content()).isEqualTo(new DeadLetter.OfTask(task));
        assertThat(found.get(0).source()).isEqualTo(broker.prefix() + "im-tasks-2@17");
        assertThat(found.get(1).content()).isEqualTo(new DeadLetter.Unreadable(2));
        assertThat(done(letters.replay(found.get(1).number()))).isEqualTo(new DeadLetterTopic.Foreign("orders-2@17"));
        assertThat(done(letters.replay(found.get(0).number())))
                .isEqualTo(new DeadLetterTopic.Published(broker.prefix() + "im-tasks"));
        await().atMost(20, TimeUnit.SECONDS).until(() -> done.contains(task));
        assertThat(done(letters.list(found.get(0).number() + 1, 1)))
                .extracting(DeadLetter::number)
                .containsExactly(found.get(1).number());
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 2, 17, new byte[] {7}, value);
    }

    private DeadLetterTopic letters() {
        return broker.closing(DeadLetterTopic.open(broker.address(), broker.prefix(), Map.of()));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
