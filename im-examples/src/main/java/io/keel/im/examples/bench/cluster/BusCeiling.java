package io.keel.im.examples.bench.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What Kafka does at best: records of the same size produced, acknowledged by all, and consumed at once. */
final class BusCeiling implements AutoCloseable {

    private static final String TOPIC = "bench-ceiling";
    private static final int PARTITIONS = 16;

    /** What a record takes in the log beside its key and value, roughly. */
    private static final int OVERHEAD = 10;

    private static final Duration POLL = Duration.ofMillis(10);
    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<byte[]> keys = new ArrayList<>();

    private BusCeiling(String brokers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", 0, "batch.size", 64 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "latest",
                        "max.poll.records",
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            all.add(new TopicPartition(TOPIC, i));
        }
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        for (int i = 0; i < 4 * PARTITIONS; i++) {
            keys.add(String.format("conversation-%03d", i).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Makes the topic, a producer and a consumer. */
    static BusCeiling open(Admin admin, String brokers) {
        try {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException there) {
            // From an earlier run against these brokers.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new BusCeiling(brokers);
    }

    /** Returns how many records of so many bytes were consumed per second. */
    double run(int millis, int bytes) {
        AtomicLong expected = new AtomicLong(Long.MAX_VALUE);
        long begin = System.nanoTime();
        Thread producing =
                new Thread(() -> expected.set(produce(begin + millis * 1_000_000L, bytes)), "ceiling-producer");
        producing.setDaemon(true);
        producing.start();
        long consumed = 0;
        long last = begin;
        while (consumed < expected.get()) {
            int count = consumer.poll(POLL).count();
            if (count > 0) {
                consumed += count;
                last = System.nanoTime();
            }
        }
        return consumed * 1e9 / (last - begin);
    }

    /** Returns after how many microseconds the median record was consumed, one at a time, so many a second. */
    double alone(int millis, int bytes, int perSecond) {
        Histogram times = new Histogram(HIGHEST_NANOS, 3);
        long end = System.nanoTime() + millis * 1_000_000L;
        int next = 0;
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            producer.send(record(next++, bytes));
            while (consumer.poll(POLL).isEmpty()) {}
            times.recordValue(System.nanoTime() - begin);
            LockSupport.parkNanos(begin + 1_000_000_000L / perSecond - System.nanoTime());
        }
        return times.getValueAtPercentile(50) / 1e3;
    }

    private long produce(long end, int bytes) {
        long sent = 0;
        while (System.nanoTime() < end) {
            producer.send(record((int) (sent % keys.size()), bytes));
            sent++;
        }
        producer.flush();
        return sent;
    }

    private ProducerRecord<byte[], byte[]> record(int number, int bytes) {
        byte[] key = keys.get(number % keys.size());
        return new ProducerRecord<>(TOPIC, key, new byte[Math.max(1, bytes - key.length - OVERHEAD)]);
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
