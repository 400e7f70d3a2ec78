package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.Names;
import io.keel.im.protocol.WireTasks;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskBatchHandler;
import io.keel.im.spi.TaskHandler;
import io.keel.im.spi.Tasks;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tasks on Kafka: one topic that every group reads, each at its own pace. A task that a group cannot do goes to
 * {@code dead-letters}. Safe for use by several threads.
 */
public final class KafkaTasks implements Tasks {

    private static final int PARTITIONS = 4;
    private static final long BUFFERED_BYTES = 16L * 1024 * 1024;

    /** Tasks are handed over one by one: a failure is the task's own. */
    private static final PartitionQueues.Bounds SINGLE =
            new PartitionQueues.Bounds(1, 1, PARTITIONS, 256, BUFFERED_BYTES);

    /** To handlers that take batches. */
    private static final PartitionQueues.Bounds BATCHES = new PartitionQueues.Bounds(
            TaskBatchHandler.MAX_BATCH, TaskBatchHandler.MAX_BATCH, PARTITIONS, 2_048, BUFFERED_BYTES);

    private final Topics topics;
    private final KafkaClients clients;
    private final Outlet outlet;
    private final DeadLetters deadLetters;
    private final Telemetry telemetry;
    private final ScheduledThreadPoolExecutor timer = Threads.timer("im-kafka-tasks-timer");
    private final Map<String, GroupConsumer<Task>> groups = new HashMap<>();
    private boolean closed;

    private KafkaTasks(String bootstrap, String prefix, Map<String, ?> client, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.topics = new Topics(prefix);
        this.clients = new KafkaClients(bootstrap, new HashMap<>(client), BUFFERED_BYTES);
        this.outlet = new Outlet(clients.producer(), telemetry);
        this.deadLetters = new DeadLetters(outlet, topics.deadLetters());
    }

    /**
     * Opens the tasks with the defaults.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     * @throws ImException with {@code UNAVAILABLE} if no broker answers
     */
    public static KafkaTasks open(String bootstrap) {
        return open(bootstrap, "", Map.of());
    }

    /**
     * Opens the tasks.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     * @param prefix stands before the names of topics and groups, as in {@link KafkaBusBuilder#prefix}
     * @param client properties of Kafka's own clients, as in {@link KafkaBusBuilder#client}
     * @throws ImException with {@code UNAVAILABLE} if no broker answers
     */
    public static KafkaTasks open(String bootstrap, String prefix, Map<String, ?> client) {
        return open(bootstrap, prefix, client, Telemetry.NONE);
    }

    /**
     * Opens the tasks.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     * @param prefix stands before the names of topics and groups, as in {@link KafkaBusBuilder#prefix}
     * @param client properties of Kafka's own clients, as in {@link KafkaBusBuilder#client}
     * @param telemetry hears how the tasks fare, and looks at their queues and their lag
     * @throws ImException with {@code UNAVAILABLE} if no broker answers
     */
    public static KafkaTasks open(String bootstrap, String prefix, Map<String, ?> client, Telemetry telemetry) {
        KafkaTasks tasks = new KafkaTasks(bootstrap, prefix, client, telemetry);
        try (TopicAdmin admin = new TopicAdmin(tasks.clients.admin(), Duration.ofSeconds(15))) {
            tasks.prepare(admin);
            return tasks;
        } catch (RuntimeException e) {
            tasks.close();
            throw e;
        }
    }

    private void prepare(TopicAdmin admin) {
        admin.ensure(topics.tasks(), PARTITIONS, Map.of());
        admin.ensure(topics.deadLetters(), 1, Map.of());
        outlet.learn(List.of(topics.tasks(), topics.deadLetters()), Duration.ofSeconds(15), timer);
    }

    @Override
    public CompletionStage<Void> publish(List<Task> tasks) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        AtomicInteger underWay = new AtomicInteger(tasks.size());
        for (Task task : tasks) {
            boolean taken = outlet.offer(Route.TASKS, record(task), failure -> {
                if (failure != null) {
                    all.completeExceptionally(unavailable());
                } else if (underWay.decrementAndGet() == 0) {
                    all.complete(null);
                }
            });
            if (!taken) {
                return CompletableFuture.failedFuture(unavailable());
            }
        }
        return tasks.isEmpty() ? CompletableFuture.completedFuture(null) : all;
    }

    @Override
    public synchronized Bus.Subscription consume(String group, Map<String, TaskHandler> handlers) {
        Names.requireName("group", group);
        if (closed) {
            throw new IllegalStateException("the tasks are closed");
        }
        if (groups.containsKey(group)) {
            throw new IllegalStateException("group " + group + " is served already");
        }
        PartitionQueues.Bounds bounds =
                handlers.values().stream().allMatch(TaskBatchHandler.class::isInstance) ? BATCHES : SINGLE;
        GroupConsumer<Task> started = new GroupConsumer<>(
                new GroupConsumer.Parts<>(
                        clients.patientMember(topics.taskGroup(group), bounds.perPartition()),
                        topics.tasks(),
                        WireTasks::decode,
                        bounds,
                        task -> 1,
                        new TaskWork(Map.copyOf(handlers), deadLetters),
                        new Membership(KafkaClients.SESSION.toNanos(), System::nanoTime),
                        new GroupFigures(telemetry, Route.TASKS, Topics.TASKS + group),
                        (batches, partitions) -> {}),
                timer);
        groups.put(group, started);
        started.start();
        return () -> end(group, started);
    }

    private void end(String group, GroupConsumer<Task> ended) {
        ended.close();
        synchronized (this) {
            groups.remove(group, ended);
        }
    }

    @Override
    public void close() {
        List<GroupConsumer<Task>> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(groups.values());
            groups.clear();
        }
        open.forEach(GroupConsumer::close);
        timer.shutdown();
        outlet.close();
    }

    private ProducerRecord<byte[], byte[]> record(Task task) {
        byte[] key = task.key().isEmpty() ? null : task.key().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topics.tasks(), null, key, WireTasks.encode(task), List.of(Traces.of(task.id())));
    }

    private static ImException unavailable() {
        return new ImException(ErrorCode.UNAVAILABLE, "the bus did not take the task");
    }
}
