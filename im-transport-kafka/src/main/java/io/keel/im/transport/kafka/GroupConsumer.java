package io.keel.im.transport.kafka;

import io.keel.im.spi.Watch;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** One subscription to a group's share of a topic: a member that polls, queues, and threads that handle. */
final class GroupConsumer<T> implements AutoCloseable {

    private final GroupMember<T> member;
    private final BatchRunner<T> runner;
    private final ThreadPoolExecutor executor;
    private final List<Watch> watches;
    private boolean closed;

    /** What a subscription consists of. */
    record Parts<T>(
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            Function<byte[], T> decoder,
            PartitionQueues.Bounds bounds,
            ToIntFunction<T> rows,
            BatchRunner.Work<T> work,
            Membership membership,
            GroupFigures figures,
            BiConsumer<Collection<Batch<T>>, Collection<TopicPartition>> losses) {}

    GroupConsumer(Parts<T> parts, ScheduledExecutorService timer) {
        PartitionQueues<T> queues = new PartitionQueues<>(parts.bounds(), parts.rows());
        int threads = parts.bounds().batches();
        // Each batch in hand is there once at most.
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(2 * threads),
                Threads.named("im-kafka-work-" + parts.topic()));
        executor.allowCoreThreadTimeOut(true);
        this.member = new GroupMember<>(
                parts.consumer(),
                parts.topic(),
                parts.decoder(),
                queues,
                parts.membership(),
                parts.figures(),
                parts.losses());
        this.runner = new BatchRunner<>(
                queues,
                parts.work(),
                executor,
                timer,
                () -> !member.isClosing() && parts.membership().isCurrent(),
                member::progress,
                parts.figures());
        this.watches = parts.figures().watch(queues, member::behind);
    }

    void start() {
        member.start(runner::pump);
    }

    /** Leaves the group; what is in hand is finished, if that does not take too long. Closing twice is harmless. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        member.close();
        watches.forEach(Watch::close);
        executor.shutdown();
    }
}
