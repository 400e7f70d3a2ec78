package io.keel.im.transport.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of the broker, with the settings that the promises of this module rest on. */
final class KafkaClients {

    /** A consumer whose group has not heard of it for so long loses its partitions. */
    static final Duration SESSION = Duration.ofSeconds(6);

    /** After so long without a record a producer forgets a topic. */
    static final Duration IDLE = Duration.ofMinutes(5);

    /** What may be late is fetched so many bytes at once, or once in so many milliseconds. */
    private static final int LATE_BYTES = 128 * 1024;

    private static final int LATE_MILLIS = 100;

    private final Map<String, Object> common = new HashMap<>();
    private final long bufferBytes;

    /**
     * Makes it.
     *
     * @param settings the host's own, for all clients: security, names, sizes
     * @param bufferBytes how many bytes may wait in a producer
     */
    KafkaClients(String bootstrap, Map<String, Object> settings, long bufferBytes) {
        common.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        common.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 50);
        common.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        common.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        common.putAll(settings);
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        common.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        this.bufferBytes = bufferBytes;
    }

    /** A producer that never waits: what cannot be buffered at once fails at once. */
    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
        // What nobody sends to is forgotten after this; see Outlet.
        all.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, IDLE.toMillis());
        all.putAll(common);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A record alone leaves at once; under load a request holds all that came while the one before was on its way.
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A member of a group, which takes up where the group has stopped, or at the beginning. */
    KafkaConsumer<byte[], byte[]> member(String group, int maxPollRecords) {
        return member(group, maxPollRecords, Map.of());
    }

    /** A member of a group for what may be late: the broker answers it once there is much to bring, or a while has passed. */
    KafkaConsumer<byte[], byte[]> patientMember(String group, int maxPollRecords) {
        return member(
                group,
                maxPollRecords,
                Map.of(
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG, LATE_BYTES,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LATE_MILLIS));
    }

    private KafkaConsumer<byte[], byte[]> member(String group, int maxPollRecords, Map<String, Object> further) {
        Map<String, Object> all = new HashMap<>(further);
        all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
        all.putAll(common);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        all.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return consumer(all, maxPollRecords);
    }

    /** A consumer that belongs to no group. */
    KafkaConsumer<byte[], byte[]> reader(int maxPollRecords) {
        return consumer(new HashMap<>(common), maxPollRecords);
    }

    Admin admin() {
        return Admin.create(new HashMap<>(common));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> all, int maxPollRecords) {
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
