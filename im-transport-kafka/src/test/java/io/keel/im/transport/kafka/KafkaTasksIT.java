package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskBatchHandler;
import io.keel.im.spi.Tasks;
import io.keel.im.testkit.tck.TasksTck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaTasksIT extends TasksTck {

    @RegisterExtension
    private final Broker broker = new Broker();

    @Override
    protected Tasks newTasks() {
        return broker.tasks();
    }

    @Test
    void tasksThatWaitComeTogether() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        TaskBatchHandler handler = batch -> {
            sizes.add(batch.size());
            return slow;
        };
        try (Tasks tasks = broker.tasks()) {
            tasks.consume("counters", Map.of("count", handler));
            tasks.publish(tasks(0, 1)).toCompletableFuture().join();
            Awaitility.await().atMost(patience()).until(() -> !sizes.isEmpty());
            tasks.publish(tasks(1, 400)).toCompletableFuture().join();
            slow.complete(null);

            Awaitility.await()
                    .atMost(patience())
                    .until(() -> sizes.stream().mapToInt(Integer::intValue).sum() >= 400);
            assertThat(sizes).hasSizeLessThan(100);
        }
    }

    private static List<Task> tasks(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> new Task("t-" + id, "count", "key-" + id % 50, ByteString.EMPTY))
                .toList();
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }
}
