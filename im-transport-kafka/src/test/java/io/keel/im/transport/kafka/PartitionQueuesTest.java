package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionQueuesTest {

    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final TopicPartition TWO = new TopicPartition("t", 2);

    /** Values are their own weights: batches of up to 10 items, 100 rows, two at once; 20 items a partition. */
    private final PartitionQueues<Integer> queues =
            new PartitionQueues<>(new PartitionQueues.Bounds(10, 100, 2, 20, 1 << 20), value -> value);

    @BeforeEach
    void assign() {
        queues.assign(List.of(ONE, TWO));
    }

    @Test
    void batchTakesWhatIsReadyOfAllPartitions() {
        queues.add(ONE, items(ONE, 0, 1, 1));
        queues.add(TWO, items(TWO, 5, 1, 1, 1));

        Batch<Integer> batch = next();

        assertThat(batch.items()).hasSize(5);
        assertThat(queues.next()).isNull();
        queues.end(batch, true);
        assertThat(queues.handled()).isEqualTo(Map.of(ONE, offset(2), TWO, offset(8)));
        assertThat(queues.handled()).isEmpty();
    }

    @Test
    void nextBatchOfAPartitionWaitsForTheOneBefore() {
        queues.add(ONE, items(ONE, 0, 1));
        Batch<Integer> first = next();
        queues.add(ONE, items(ONE, 1, 1, 1));
        assertThat(queues.next()).isNull();

        queues.end(first, true);

        assertThat(next().items()).hasSize(2);
    }

    @Test
    void batchIsBoundedByItemsAndByRows() {
        queues.add(ONE, items(ONE, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        queues.add(TWO, items(TWO, 0, 60, 30, 20, 500, 7));

        Batch<Integer> byItems = next();
        assertThat(byItems.items()).hasSize(10);
        Batch<Integer> byRows = next();
        assertThat(values(byRows)).containsExactly(60, 30);
        assertThat(queues.next()).as("two at once").isNull();
        queues.end(byRows, true);
        assertThat(values(next())).containsExactly(20);
    }

    @Test
    void itemOfMoreThanABatchGoesAlone() {
        queues.add(ONE, items(ONE, 0, 500, 7));

        Batch<Integer> heavy = next();

        assertThat(values(heavy)).containsExactly(500);
        queues.end(heavy, true);
        assertThat(values(next())).containsExactly(7);
    }

    @Test
    void whatCannotBeReadIsAPieceOfItsOwn() {
        List<Item<Integer>> items = items(ONE, 0, 1, 2);
        items.add(1, new Item<>(record(ONE, 9), null));
        queues.add(ONE, items);

        Batch<Integer> batch = next();

        assertThat(batch.piece()).hasSize(1).first().extracting(Item::value).isNull();
        batch.pieceDone();
        assertThat(batch.piece()).hasSize(2);
        batch.cut();
        assertThat(batch.piece()).hasSize(1);
        batch.pieceDone();
        batch.pieceDone();
        assertThat(batch.piece()).isNull();
    }

    @Test
    void partitionThatWasLostIsNotHandledHere() {
        queues.add(ONE, items(ONE, 0, 1));
        queues.add(TWO, items(TWO, 0, 1));
        Batch<Integer> batch = next();
        queues.add(ONE, items(ONE, 1, 1));

        assertThat(queues.revoke(List.of(ONE))).containsExactly(batch);
        queues.lose(List.of(ONE));
        assertThat(batch.isAbandoned()).as("still ours in part").isFalse();
        queues.end(batch, true);

        assertThat(queues.handled()).isEqualTo(Map.of(TWO, offset(1)));
        assertThat(queues.next()).isNull();
    }

    @Test
    void batchOfWhichAllIsLostIsAbandoned() {
        queues.add(ONE, items(ONE, 0, 1));
        Batch<Integer> batch = next();

        queues.revoke(List.of(ONE));
        queues.lose(List.of(ONE));

        assertThat(batch.isAbandoned()).isTrue();
    }

    @Test
    void partitionThatComesBackWaitsForItsOldBatch() {
        queues.add(ONE, items(ONE, 0, 1));
        Batch<Integer> old = next();
        queues.revoke(List.of(ONE));
        queues.lose(List.of(ONE));
        queues.assign(List.of(ONE));
        queues.add(ONE, items(ONE, 0, 1));
        assertThat(queues.next()).isNull();

        queues.end(old, true);

        assertThat(queues.handled()).isEmpty();
        Batch<Integer> again = next();
        queues.end(again, true);
        assertThat(queues.handled()).isEqualTo(Map.of(ONE, offset(1)));
    }

    @Test
    void fullPartitionStaysPausedUntilHalfOfItIsGone() {
        int[] twenty = new int[20];
        Arrays.fill(twenty, 1);
        queues.add(ONE, items(ONE, 0, twenty));
        queues.add(TWO, items(TWO, 0, 1));
        assertThat(queues.full()).containsExactly(ONE);

        Batch<Integer> batch = next();
        assertThat(queues.hasRoomAgain()).as("ten are left").isFalse();
        assertThat(queues.full()).containsExactly(ONE);
        queues.end(batch, true);
        next();

        assertThat(queues.hasRoomAgain()).isTrue();
        assertThat(queues.full()).isEmpty();
    }

    @Test
    void offsetsThatDidNotArriveAreToldAgain() {
        queues.add(ONE, items(ONE, 0, 1));
        queues.end(next(), true);
        Map<TopicPartition, OffsetAndMetadata> offsets = queues.handled();

        queues.untold(offsets.keySet());

        assertThat(queues.handled()).isEqualTo(offsets);
    }

    private Batch<Integer> next() {
        @Nullable Batch<Integer> batch = queues.next();
        assertThat(batch).isNotNull();
        return batch;
    }

    private static List<Integer> values(Batch<Integer> batch) {
        List<Integer> values = new ArrayList<>();
        for (Item<Integer> item : batch.items()) {
            if (item.value() != null) {
                values.add(item.value());
            }
        }
        return values;
    }

    private static List<Item<Integer>> items(TopicPartition partition, long firstOffset, int... values) {
        List<Item<Integer>> items = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            items.add(new Item<>(record(partition, firstOffset + i), values[i]));
        }
        return items;
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[1]);
    }

    private static OffsetAndMetadata offset(long next) {
        return new OffsetAndMetadata(next);
    }
}
