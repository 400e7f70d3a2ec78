package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Makes and deletes topics. How often they are replicated is the broker's own default. */
final class TopicAdmin implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Admin admin;
    private final Duration patience;

    /**
     * Makes it.
     *
     * @param patience for how long a topic's making may take, the broker perhaps not being there yet
     */
    TopicAdmin(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    /**
     * Makes a topic unless it is there; waits for it.
     *
     * @throws ImException with {@code UNAVAILABLE} if it takes too long
     */
    void ensure(String topic, int partitions, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Throwable failure = outcome(admin.createTopics(List.of(wanted)).all());
            if (failure == null || failure instanceof TopicExistsException) {
                return;
            }
            // A broker that has just started counts itself among the living a little later.
            boolean passing = failure instanceof TimeoutException
                    || failure instanceof RetriableException
                    || failure instanceof InvalidReplicationFactorException;
            if (!passing || System.nanoTime() > deadline) {
                throw new ImException(ErrorCode.UNAVAILABLE, "no topic " + topic + " on the broker", failure);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Deletes topics; one that is not there is deleted already. */
    CompletionStage<Void> delete(Collection<String> topics) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (KafkaFuture<Void> each :
                admin.deleteTopics(topics).topicNameValues().values()) {
            all = all.thenCombine(
                    each.toCompletionStage().exceptionallyCompose(TopicAdmin::unlessGone), (done, too) -> null);
        }
        return all;
    }

    CompletionStage<Set<String>> topics() {
        return admin.listTopics().names().toCompletionStage().exceptionallyCompose(TopicAdmin::unavailable);
    }

    /** Asks whether a broker answers; waits for it no longer than {@code most}. */
    CompletionStage<Void> answers(Duration most) {
        DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs((int) most.toMillis());
        return admin.describeCluster(options)
                .clusterId()
                .toCompletionStage()
                .<Void>thenApply(id -> null)
                .exceptionallyCompose(TopicAdmin::unavailable);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }

    private @Nullable Throwable outcome(KafkaFuture<Void> future) {
        try {
            future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            return e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImException(ErrorCode.UNAVAILABLE, "interrupted while a topic was made", e);
        }
    }

    private static CompletionStage<Void> unlessGone(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException
                        || failure.getCause() instanceof UnknownTopicOrPartitionException
                ? CompletableFuture.completedFuture(null)
                : unavailable(failure);
    }

    private static <T> CompletionStage<T> unavailable(Throwable failure) {
        return CompletableFuture.failedFuture(
                new ImException(ErrorCode.UNAVAILABLE, "the broker did not answer", failure));
    }
}
