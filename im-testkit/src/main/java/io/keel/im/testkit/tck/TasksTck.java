package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskBatchHandler;
import io.keel.im.spi.TaskHandler;
import io.keel.im.spi.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link Tasks} promises. */
@DisplayName("A port of tasks")
public abstract class TasksTck extends PortTck {
    private final Queue<Task> done = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private @Nullable Tasks tasks;

    /** Opens the port with nothing under way. */
    protected abstract Tasks newTasks() throws Exception;

    @BeforeEach
    final void openTasks() throws Exception {
        tasks = newTasks();
    }

    @AfterEach
    final void closeTasks() {
        if (tasks != null) {
            tasks.close();
        }
    }

    @Test
    @DisplayName("tasks arrive as they were")
    void tasksArriveAsTheyWere() {
        tasks().consume("job", Map.of("audit", this::take, "Stats.v2", this::take));
        List<Task> published = List.of(
                new Task("1", "audit", "", ByteString.EMPTY),
                new Task("!~", "audit", "d:alice:bob", ByteString.copyFromUtf8("你好 👋 \u0000")),
                new Task("x".repeat(64), "Stats.v2", "键", ByteString.copyFrom(new byte[Task.MAX_BODY])));

        await(tasks().publish(published));

        until("all tasks", () -> done.size() >= published.size());
        assertThat(done).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    @DisplayName("tasks of one key arrive in order, one at a time")
    void oneKeyArrivesInOrder() {
        Set<String> inHand = ConcurrentHashMap.newKeySet();
        Queue<String> overlaps = new ConcurrentLinkedQueue<>();
        tasks().consume("job", Map.of("audit", task -> {
            if (!inHand.add(task.key())) {
                overlaps.add(task.id());
            }
            return CompletableFuture.runAsync(
                    () -> {
                        done.add(task);
                        inHand.remove(task.key());
                    },
                    CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
        }));
        List<Task> published = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<Task> some = List.of(task("audit", "a"), task("audit", "b"), task("audit", "a"), task("audit", "c"));
            await(tasks().publish(some));
            published.addAll(some);
        }

        until("all tasks", () -> done.size() >= published.size());
        assertThat(overlaps).isEmpty();
        for (String key : List.of("a", "b", "c")) {
            assertThat(of(key, done)).isEqualTo(of(key, published));
        }
    }

    @Test
    @DisplayName("every group gets every task, and what it has no handler for is passed over")
    void everyGroupGetsEveryTask() {
        Queue<Task> counted = new ConcurrentLinkedQueue<>();
        tasks().consume("auditors", Map.of("audit", this::take));
        tasks().consume("counters", Map.of("audit", counting(counted), "count", counting(counted)));
        List<Task> published =
                List.of(task("audit", "a"), task("count", "a"), task("nobodys", "a"), task("audit", "a"));

        await(tasks().publish(published));

        until("all tasks", () -> done.size() >= 2 && counted.size() >= 3);
        assertThat(done).containsExactly(published.get(0), published.get(3));
        assertThat(counted).containsExactly(published.get(0), published.get(1), published.get(3));
    }

    @Test
    @DisplayName("a group is served once at a time; what is published while it is away waits for it")
    void whatIsPublishedMeanwhileWaits() {
        Bus.Subscription first = tasks().consume("job", Map.of("audit", this::take));
        assertThatThrownBy(() -> tasks().consume("job", Map.of("audit", this::take)))
                .isInstanceOf(IllegalStateException.class);
        await(tasks().publish(List.of(task("audit", "a"))));
        until("the first task", () -> done.size() == 1);
        first.close();
        first.close();
        List<Task> meanwhile = List.of(task("audit", "a"), task("audit", "a"));
        await(tasks().publish(meanwhile));

        Queue<Task> later = new ConcurrentLinkedQueue<>();
        tasks().consume("job", Map.of("audit", counting(later)));

        until("the tasks of meanwhile", () -> later.containsAll(meanwhile));
        assertThat(done).hasSize(1);
    }

    @Test
    @DisplayName("a task that failed for a time comes again, before what follows")
    void failedTaskComesAgain() {
        AtomicInteger failures = new AtomicInteger(4);
        Queue<Task> seen = new ConcurrentLinkedQueue<>();
        tasks().consume("job", Map.of("audit", task -> {
            seen.add(task);
            if (failures.getAndDecrement() > 0) {
                return CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "the store is down"));
            }
            return take(task);
        }));
        List<Task> published = List.of(task("audit", "a"), task("audit", "a"));

        await(tasks().publish(published));

        until("all tasks", () -> done.size() >= 2);
        assertThat(done).containsExactlyElementsOf(published);
        assertThat(new LinkedHashSet<>(seen)).containsExactlyElementsOf(published);
        assertThat(of("a", seen)).hasSize(6);
    }

    @Test
    @DisplayName("a task that cannot be done is put aside, and the next ones are done")
    void poisonIsPutAside() {
        List<Task> published = List.of(task("audit", "a"), task("audit", "a"), task("audit", "a"));
        tasks().consume("job", Map.of("audit", task -> {
            if (task.equals(published.get(1))) {
                throw new IllegalStateException("poison");
            }
            return take(task);
        }));

        await(tasks().publish(published));

        until("the others", () -> done.size() >= 2);
        assertThat(done).containsExactly(published.get(0), published.get(2));
    }

    @Test
    @DisplayName("a handler of batches gets the tasks of a key in order, and what fails alone is put aside")
    void batchesAreInOrderAndPoisonIsPutAside() {
        Set<String> inHand = ConcurrentHashMap.newKeySet();
        Queue<String> overlaps = new ConcurrentLinkedQueue<>();
        List<Task> published = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            published.add(task("audit", "key-" + i % 3));
        }
        Task poison = published.get(60);
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        TaskBatchHandler handler = batch -> {
            sizes.add(batch.size());
            Set<String> keys = batch.stream().map(Task::key).collect(Collectors.toSet());
            keys.stream().filter(key -> !inHand.add(key)).forEach(overlaps::add);
            return CompletableFuture.runAsync(
                    () -> {
                        inHand.removeAll(keys);
                        if (batch.contains(poison)) {
                            throw new IllegalStateException("poison");
                        }
                        done.addAll(batch);
                    },
                    CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
        };
        // The same handler for both: a row of tasks for it is not interrupted by their kinds.
        tasks().consume("job", Map.of("audit", handler, "other", handler));

        await(tasks().publish(published));

        until("all tasks but one", () -> Set.copyOf(done).size() >= 99);
        assertThat(overlaps).isEmpty();
        assertThat(sizes).allMatch(size -> size <= TaskBatchHandler.MAX_BATCH);
        for (String key : List.of("key-0", "key-1", "key-2")) {
            assertThat(new LinkedHashSet<>(of(key, done)))
                    .containsExactlyElementsOf(of(key, published).stream()
                            .filter(task -> !task.equals(poison))
                            .toList());
        }
    }

    @Test
    @DisplayName("a batch that failed for a time comes again")
    void failedBatchComesAgain() {
        AtomicInteger failures = new AtomicInteger(3);
        TaskBatchHandler handler = batch -> {
            if (failures.getAndDecrement() > 0) {
                return CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "the store is down"));
            }
            done.addAll(batch);
            return nothing();
        };
        tasks().consume("job", Map.of("audit", handler));
        List<Task> published = List.of(task("audit", "a"), task("audit", "a"), task("audit", "a"));

        await(tasks().publish(published));

        until("all tasks", () -> done.size() >= 3);
        assertThat(done).containsExactlyElementsOf(published);
    }

    @Test
    @DisplayName("no tasks are published as nothing, and closing twice is harmless")
    void noTasksAndSecondClose() {
        await(tasks().publish(List.of()));
        tasks().close();
        tasks().close();
    }

    private Tasks tasks() {
        if (tasks == null) {
            throw new IllegalStateException("no test is running");
        }
        return tasks;
    }

    private Task task(String kind, String key) {
        return new Task("t-" + ids.incrementAndGet(), kind, key, ByteString.copyFromUtf8(key));
    }

    private CompletableFuture<Void> take(Task task) {
        done.add(task);
        return CompletableFuture.completedFuture(null);
    }

    private static TaskHandler counting(Queue<Task> to) {
        return task -> {
            to.add(task);
            return nothing();
        };
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    private static List<Task> of(String key, Iterable<Task> all) {
        List<Task> found = new ArrayList<>();
        for (Task task : all) {
            if (task.key().equals(key)) {
                found.add(task);
            }
        }
        return found;
    }

    private void until(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(patience()).until(condition::getAsBoolean);
    }
}
