package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.protocol.WireSubmissions;
import io.keel.im.protocol.WireTasks;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was put aside in {@code dead-letters}, and publishes it again to where it came from once whatever failed has been
 * mended.
 *
 * <pre>{@code
 * try (DeadLetterTopic letters = DeadLetterTopic.open("10.0.0.1:9092")) {
 *     for (DeadLetter letter : letters.list(0, 100).toCompletableFuture().join()) { … }
 * }
 * }</pre>
 *
 * <p><b>Replaying</b> is idempotent as every redelivery is: a command stores nothing if it, or one with its {@code clientMsgId}, is
 * stored by now; a task comes to all groups again, and to those that did it a second time. What was replayed is marked, by a record
 * of its own in the same topic, so that nobody does it again by mistake. One that fails again is put aside again, under a new number.
 *
 * <p>How long dead letters are kept is the topic's own retention, the broker's default. Every question reads the topic to its end, for
 * the marks stand behind; one is asked at a time, on a thread of its own. A failed stage bears {@code UNAVAILABLE}. Safe for use by
 * several threads.
 */
public final class DeadLetterTopic implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLED = 500;
    private static final int WAITING_QUESTIONS = 100;

    private final Topics topics;
    private final KafkaClients clients;
    private final ThreadPoolExecutor thread;
    private final ScheduledThreadPoolExecutor timer = Threads.timer("im-kafka-dead-letters-timer");
    private final Set<String> known = new HashSet<>();
    private @Nullable Outlet outlet;

    private DeadLetterTopic(String bootstrap, String prefix, Map<String, ?> client) {
        this.topics = new Topics(prefix);
        this.clients = new KafkaClients(bootstrap, new HashMap<>(client), 32L * 1024 * 1024);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_QUESTIONS),
                Threads.named("im-kafka-dead-letters"));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens it with the defaults; the broker need not be there yet.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     */
    public static DeadLetterTopic open(String bootstrap) {
        return open(bootstrap, "", Map.of());
    }

    /**
     * Opens it.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     * @param prefix stands before the names of topics, as in {@link KafkaBusBuilder#prefix}
     * @param client properties of Kafka's own clients, as in {@link KafkaBusBuilder#client}
     */
    public static DeadLetterTopic open(String bootstrap, String prefix, Map<String, ?> client) {
        return new DeadLetterTopic(bootstrap, prefix, client);
    }

    /** What came of a replay. */
    public sealed interface Replay {}

    /**
     * It is in its topic again, and marked.
     *
     * @param topic which
     */
    public record Published(String topic) implements Replay {}

    /** There is no dead letter of this number, or no more. */
    public record Missing() implements Replay {}

    /**
     * Its source is no topic that can be published to from here; nothing was done.
     *
     * @param source what its header says
     */
    public record Foreign(String source) implements Replay {}

    /**
     * Lists dead letters, the oldest first.
     *
     * @param from the first number to list, 0 for the oldest there is
     * @param limit how many at most
     */
    public CompletionStage<List<DeadLetter>> list(long from, int limit) {
        return ask(() -> {
            Set<Long> replayed = new HashSet<>();
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            read(from, record -> {
                Optional<Long> marked = marked(record);
                if (marked.isPresent()) {
                    replayed.add(marked.get());
                } else if (found.size() < limit) {
                    found.add(record);
                }
            });
            return found.stream()
                    .map(record -> letter(record, replayed.contains(record.offset())))
                    .toList();
        });
    }

    /** Finds one by its number. */
    public CompletionStage<Optional<DeadLetter>> find(long number) {
        return list(number, 1)
                .thenApply(found -> found.stream()
                        .filter(letter -> letter.number() == number)
                        .findFirst());
    }

    /** Publishes one again to where it came from, whether it was replayed before or not, and marks it. */
    public CompletionStage<Replay> replay(long number) {
        return ask(() -> record(number)).thenCompose(record -> {
            if (record == null) {
                return CompletableFuture.completedFuture(new Missing());
            }
            String source = header(record, DeadLetters.SOURCE);
            return topicOf(source)
                    .map(topic -> again(record, topic))
                    .orElseGet(() -> CompletableFuture.completedFuture(new Foreign(source)));
        });
    }

    /** Lets what is under way end. Closing twice is harmless. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        timer.shutdown();
        synchronized (this) {
            if (outlet != null) {
                outlet.close();
            }
        }
    }

    private CompletionStage<Replay> again(ConsumerRecord<byte[], byte[]> record, String topic) {
        List<Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().equals(DeadLetters.SOURCE) && !header.key().equals(DeadLetters.REASON)) {
                headers.add(header);
            }
        }
        Header mark = new RecordHeader(
                DeadLetters.REPLAYED, Long.toString(record.offset()).getBytes(StandardCharsets.US_ASCII));
        return ask(() -> outlet(topic))
                .thenCompose(out -> sent(out, new ProducerRecord<>(topic, null, record.key(), record.value(), headers))
                        .thenCompose(done -> sent(
                                out,
                                new ProducerRecord<>(topics.deadLetters(), null, null, null, null, List.of(mark)))))
                .thenApply(done -> new Published(topic));
    }

    private static CompletionStage<Void> sent(Outlet outlet, ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> safe = new CompletableFuture<>();
        boolean taken = outlet.offer(Route.DEAD_LETTERS, record, failure -> {
            if (failure == null) {
                safe.complete(null);
            } else {
                safe.completeExceptionally(unavailable(failure));
            }
        });
        return taken ? safe : CompletableFuture.failedFuture(unavailable(null));
    }

    /** The topics that dead letters come from, and no other whatever a header says. */
    private Optional<String> topicOf(String source) {
        int at = source.lastIndexOf('@');
        int dash = at < 0 ? -1 : source.lastIndexOf('-', at);
        String topic = dash < 0 ? source : source.substring(0, dash);
        return topic.equals(topics.upstream()) || topic.equals(topics.tasks()) ? Optional.of(topic) : Optional.empty();
    }

    private DeadLetter letter(ConsumerRecord<byte[], byte[]> record, boolean replayed) {
        String source = header(record, DeadLetters.SOURCE);
        return new DeadLetter(
                record.offset(),
                record.timestamp(),
                source,
                header(record, DeadLetters.REASON),
                content(record.value(), topicOf(source).orElse("")),
                replayed);
    }

    private DeadLetter.Content content(byte @Nullable [] value, String topic) {
        if (value == null) {
            return new DeadLetter.Unreadable(0);
        }
        try {
            if (topic.equals(topics.upstream())) {
                return new DeadLetter.OfCommand(WireSubmissions.decode(value));
            } else if (topic.equals(topics.tasks())) {
                return new DeadLetter.OfTask(WireTasks.decode(value));
            }
        } catch (RuntimeException malformed) {
            // Which may be why it is here.
        }
        return new DeadLetter.Unreadable(value.length);
    }

    private @Nullable ConsumerRecord<byte[], byte[]> record(long number) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(1);
        read(number, record -> {
            if (record.offset() == number && marked(record).isEmpty()) {
                found.add(record);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /** Reads the topic, if it is there, from a number to its present end. */
    private void read(long from, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        TopicPartition partition = new TopicPartition(topics.deadLetters(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = clients.reader(POLLED)) {
            if (consumer.partitionsFor(topics.deadLetters(), PATIENCE).isEmpty()) {
                return;
            }
            List<TopicPartition> all = List.of(partition);
            consumer.assign(all);
            long begin = consumer.beginningOffsets(all, PATIENCE).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(all, PATIENCE).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(from, begin));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition, PATIENCE) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                    if (record.offset() < end) {
                        each.accept(record);
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw unavailable(null);
                }
            }
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** A producer that knows a topic, and that of dead letters. */
    private synchronized Outlet outlet(String topic) {
        Outlet made = outlet;
        if (made == null) {
            made = new Outlet(clients.producer(), Telemetry.NONE);
            outlet = made;
        }
        if (!known.contains(topic)) {
            made.learn(List.of(topic, topics.deadLetters()), PATIENCE, timer);
            known.add(topic);
        }
        return made;
    }

    private <T extends @Nullable Object> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    answer.complete(question.get());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e instanceof ImException ? e : unavailable(e));
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(unavailable(e));
        }
        return answer;
    }

    private static Optional<Long> marked(ConsumerRecord<byte[], byte[]> record) {
        String number = header(record, DeadLetters.REPLAYED);
        return NUMBER.matcher(number).matches() && record.headers().lastHeader(DeadLetters.SOURCE) == null
                ? Optional.of(Long.parseLong(number))
                : Optional.empty();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static ImException unavailable(@Nullable Exception cause) {
        return cause == null
                ? new ImException(ErrorCode.UNAVAILABLE, "the broker did not answer")
                : new ImException(ErrorCode.UNAVAILABLE, "the broker did not answer", cause);
    }
}
