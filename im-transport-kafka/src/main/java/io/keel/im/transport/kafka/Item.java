package io.keel.im.transport.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A record that has arrived.
 *
 * @param record as it came
 * @param value what it holds; null when that cannot be read
 * @param <T> what its topic carries
 */
record Item<T>(
        ConsumerRecord<byte[], byte[]> record, @Nullable T value) {

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    int bytes() {
        return record.serializedValueSize() + record.serializedKeySize() + OVERHEAD;
    }

    /** What a small record costs beside its bytes. */
    private static final int OVERHEAD = 300;
}
