package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.WireSubmissions;
import io.keel.im.spi.Downlink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoisonIT {

    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    @RegisterExtension
    private final Broker broker = new Broker();

    private final Queue<Submission> handled = new ConcurrentLinkedQueue<>();
    private final Queue<Downlink> answers = new ConcurrentLinkedQueue<>();
    private final Sends sends = new Sends(GATEWAY);

    private void until(Callable<Boolean> condition) {
        await().atMost(20, TimeUnit.SECONDS).until(condition);
    }

    private KafkaBus bus() {
        KafkaBus bus = broker.closing(broker.bus().open());
        bus.subscribe(GATEWAY, answers::addAll);
        return bus;
    }

    @BeforeEach
    void nothingHappened() {
        assertThat(handled).isEmpty();
    }

    @Test
    void commandThatCannotBeHandledIsPutAsideAndItsSenderTold() {
        KafkaBus bus = bus();
        List<Submission> published = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            published.add(sends.send(i % 5));
        }
        Submission poison = published.get(37);
        bus.publish(published);

        bus.consume(batch -> {
            if (batch.contains(poison)) {
                throw new IllegalStateException("poison");
            }
            handled.addAll(batch);
            return CompletableFuture.completedFuture(null);
        });

        until(() -> handled.size() >= 99 && !answers.isEmpty());
        assertThat(handled).hasSize(99).doesNotContain(poison).containsAll(without(published, poison));
        assertThat(answers)
                .containsExactly(new Downlink.Reply(
                        7, poison.id(), new Answer.Refused(Refusal.of(ErrorCode.INTERNAL, "internal error"))));
        List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(1);
        assertThat(WireSubmissions.decode(dead.get(0).value())).isEqualTo(poison);
        assertThat(header(dead.get(0), "reason")).contains("poison");
        assertThat(header(dead.get(0), "source")).startsWith(broker.prefix() + "upstream-messages-");
        assertThat(header(dead.get(0), "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void recordThatCannotBeReadIsPutAside() throws Exception {
        KafkaBus bus = bus();
        byte[] garbage = "no command".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            String topic = broker.prefix() + "upstream-messages";
            await().ignoreExceptions()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> !producer.partitionsFor(topic).isEmpty());
            producer.send(new ProducerRecord<>(topic, 0, new byte[0], garbage)).get(20, TimeUnit.SECONDS);
        }
        Submission sound = sends.send(1);
        bus.publish(List.of(sound));

        bus.consume(batch -> {
            handled.addAll(batch);
            return CompletableFuture.completedFuture(null);
        });

        until(() -> handled.contains(sound));
        assertThat(deadLetters(1).get(0).value()).isEqualTo(garbage);
    }

    @Test
    void commandThatLogicPutsAsideIsKept() {
        KafkaBus bus = bus();
        Submission poison = sends.send(1);

        assertThat(bus.bury(poison, "no rule for it").toCompletableFuture()).succeedsWithin(Duration.ofSeconds(20));

        ConsumerRecord<byte[], byte[]> dead = deadLetters(1).get(0);
        assertThat(WireSubmissions.decode(dead.value())).isEqualTo(poison);
        assertThat(header(dead, "reason")).isEqualTo("no rule for it");
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        TopicPartition topic = new TopicPartition(broker.prefix() + "dead-letters", 0);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = broker.clients().reader(100)) {
            reader.assign(List.of(topic));
            await().atMost(20, TimeUnit.SECONDS).until(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(found::add);
                return found.size() >= count;
            });
            assertThat(reader.endOffsets(List.of(topic))).isEqualTo(Map.of(topic, (long) count));
        }
        return found;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<Submission> without(List<Submission> all, Submission one) {
        return all.stream().filter(each -> !each.equals(one)).toList();
    }
}
