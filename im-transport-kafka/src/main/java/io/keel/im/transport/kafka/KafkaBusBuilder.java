package io.keel.im.transport.kafka;

import io.keel.im.command.Submission;
import io.keel.im.guard.GuardSettings;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Says how a {@link KafkaBus} departs from the defaults; not safe for use by several threads. */
public final class KafkaBusBuilder {

    private static final long BUFFERED_BYTES = 32L * 1024 * 1024;

    private final String bootstrap;
    private final Map<String, Object> client = new HashMap<>();
    private String prefix = "";
    private int partitions = 16;
    private int pushPartitions = 1;
    private long bufferBytes = 32L * 1024 * 1024;
    private int batchMessages = 1_024;
    private int batchRows = 2_000;
    private int batchesAtOnce = 2;
    private int buffered = 2_048;
    private Duration patience = Duration.ofSeconds(15);
    private Function<Submission, @Nullable String> traceparents = submission -> null;
    private UnaryOperator<GuardSettings> tuning = UnaryOperator.identity();
    private GuardSettings guard = GuardSettings.defaults();
    private Telemetry telemetry = Telemetry.NONE;
    private Tracing tracing = Tracing.NONE;

    KafkaBusBuilder(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Sets what stands before the names of topics and groups, for deployments that share a broker. Default: nothing. */
    public KafkaBusBuilder prefix(String value) {
        this.prefix = value;
        return this;
    }

    /**
     * Sets a property of Kafka's own clients, such as those of TLS and SASL. Those that the bus's promises rest on cannot be set:
     * acknowledgement, idempotence, blocking, assignment, sessions and offsets.
     */
    public KafkaBusBuilder client(String property, Object value) {
        client.put(property, value);
        return this;
    }

    /**
     * Sets over how many partitions conversations are spread: so many workers at most share the work. Default: 16. It counts when
     * the topic is made; changing the topic later changes which partition a conversation is in, so nothing may be under way then.
     */
    public KafkaBusBuilder partitions(int count) {
        this.partitions = requirePositive("partitions", count);
        return this;
    }

    /** Sets how many partitions the topic of each gateway has, the same in all processes. Default: 1. */
    public KafkaBusBuilder pushPartitions(int count) {
        this.pushPartitions = requirePositive("pushPartitions", count);
        return this;
    }

    /** Sets how many bytes may wait to be sent to the broker; commands past it are refused. Default: 32 MiB. */
    public KafkaBusBuilder bufferBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bufferBytes: " + bytes + " (expected: 1 or more)");
        }
        this.bufferBytes = bytes;
        return this;
    }

    /** Sets how many commands are handed over at once. Default: 1,024. */
    public KafkaBusBuilder batchMessages(int commands) {
        this.batchMessages = requirePositive("batchMessages", commands);
        return this;
    }

    /** Sets how many rows the commands that are handed over at once may store, as the handler estimates. Default: 2,000. */
    public KafkaBusBuilder batchRows(int rows) {
        this.batchRows = requirePositive("batchRows", rows);
        return this;
    }

    /** Sets how many batches may be in work at once, each of other partitions. Default: 2: one is stored while the other is told. */
    public KafkaBusBuilder batchesAtOnce(int batches) {
        this.batchesAtOnce = requirePositive("batchesAtOnce", batches);
        return this;
    }

    /** Sets how many commands of a partition may wait here before it is paused. Default: 2,048. */
    public KafkaBusBuilder buffered(int commands) {
        this.buffered = requirePositive("buffered", commands);
        return this;
    }

    /** Sets for how long the broker is waited for while something starts. Default: 15 s. */
    public KafkaBusBuilder patience(Duration duration) {
        this.patience = duration;
        return this;
    }

    /**
     * Sets who gives commands their W3C {@code traceparent}; called by the thread that publishes. Default, and for null: one that
     * is made of the command's id.
     */
    public KafkaBusBuilder traceparents(Function<Submission, @Nullable String> source) {
        this.traceparents = source;
        return this;
    }

    /**
     * Sets who hears how the bus fares, and how commands do under the name {@code kafka}, and looks at its queues and its lag. Default:
     * nobody.
     */
    public KafkaBusBuilder telemetry(Telemetry listener) {
        this.telemetry = listener;
        return this;
    }

    /**
     * Sets what follows commands; the {@code traceparent} of one that is traced is the one of its step here. Default: nothing, and
     * records bear the one that {@link #traceparents} gives.
     */
    public KafkaBusBuilder tracing(Tracing follower) {
        this.tracing = follower;
        return this;
    }

    /**
     * Sets when commands are refused at once instead of being handed to the producer; how many may be on their way is
     * {@link #bufferBytes}'s to say. Default: when half of those of the last 5 seconds did not reach the log, or nine in ten took
     * longer than 2 s.
     */
    public KafkaBusBuilder guard(GuardSettings settings) {
        this.guard = settings;
        return this;
    }

    /**
     * Has the guard's settings tuned while it works: given those set here, returns those that hold now, as by
     * {@code live::guard}. Default: they stay.
     */
    public KafkaBusBuilder tuning(UnaryOperator<GuardSettings> tuning) {
        this.tuning = tuning;
        return this;
    }

    /**
     * Connects, and makes the topics that are not there.
     *
     * @throws io.keel.im.ImException with {@code UNAVAILABLE} if no broker answers in time
     */
    public KafkaBus open() {
        return new KafkaBus(new KafkaBusSettings(
                        bootstrap,
                        prefix,
                        Map.copyOf(client),
                        partitions,
                        pushPartitions,
                        bufferBytes,
                        new PartitionQueues.Bounds(batchMessages, batchRows, batchesAtOnce, buffered, BUFFERED_BYTES),
                        patience,
                        traceparents,
                        guard.tunedBy(tuning),
                        telemetry,
                        tracing))
                .prepare();
    }

    private static int requirePositive(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: 1 or more)");
        }
        return value;
    }
}
