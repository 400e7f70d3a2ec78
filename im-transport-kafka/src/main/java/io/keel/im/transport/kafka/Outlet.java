package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.telemetry.BusTelemetry;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records to a producer without ever waiting.
 *
 * <p>The producer may wait for nothing ({@code max.block.ms} is 0), so a record for which it has no room, or of whose topic it
 * knows nothing yet, comes back at once, by the same callback that tells of a failure later on. Who gets there first, this
 * thread or that callback, decides which of the two it was. Safe for use by several threads.
 */
final class Outlet implements AutoCloseable {

    private enum State {
        OFFERED,
        TAKEN,
        REFUSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);
    private static final long ASKING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long COMPLAINT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final BusTelemetry telemetry;
    private final AtomicLong complained = new AtomicLong(System.nanoTime() - COMPLAINT_NANOS);
    private final AtomicInteger failures = new AtomicInteger();

    Outlet(KafkaProducer<byte[], byte[]> producer, BusTelemetry telemetry) {
        this.producer = producer;
        this.telemetry = telemetry;
    }

    /**
     * Offers a record.
     *
     * @param route which way it goes
     * @param end called once if it was taken: with null when the record is safe, else with what went wrong; it may be in the log
     *     nevertheless
     * @return whether it was taken
     */
    boolean offer(Route route, ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> end) {
        Delivery delivery = new Delivery(route, end);
        try {
            producer.send(record, delivery);
        } catch (KafkaException | IllegalStateException closed) {
            return false;
        }
        boolean taken = delivery.returned();
        if (taken) {
            telemetry.published(route, 1);
        }
        return taken;
    }

    /** How many bytes wait to be sent. */
    long waitingBytes() {
        return (long) (figure("buffer-total-bytes") - figure("buffer-available-bytes"));
    }

    private double figure(String name) {
        for (Map.Entry<MetricName, ? extends Metric> metric : producer.metrics().entrySet()) {
            if (metric.getKey().name().equals(name) && metric.getValue().metricValue() instanceof Number value) {
                return value.doubleValue();
            }
        }
        return 0;
    }

    /** Notes that records were given up that it never took. */
    void givenUp(Route route, int records) {
        telemetry.failed(route, records);
    }

    /**
     * Gets to know topics, and never forgets them, so that a record finds its way at once whenever it comes.
     *
     * @param timer asks again now and then
     * @throws ImException with {@code UNAVAILABLE} if that takes too long
     */
    void learn(List<String> topics, Duration patience, ScheduledExecutorService timer) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!topics.stream().allMatch(this::knows)) {
            if (System.nanoTime() > deadline) {
                throw new ImException(ErrorCode.UNAVAILABLE, "the broker tells nothing of " + topics);
            }
            LockSupport.parkNanos(ASKING_NANOS);
        }
        long again = KafkaClients.IDLE.toMillis() / 5;
        timer.scheduleWithFixedDelay(() -> topics.forEach(this::knows), again, again, TimeUnit.MILLISECONDS);
    }

    /** Tells whether the producer knows a topic; if it does not, it asks the broker about it. */
    private boolean knows(String topic) {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (KafkaException | IllegalStateException notYet) {
            return false;
        }
    }

    /** Notes, once a second at most, that records did not reach the log. */
    private void complain(Exception failure) {
        int count = failures.incrementAndGet();
        long last = complained.get();
        long now = System.nanoTime();
        if (now - last >= COMPLAINT_NANOS && complained.compareAndSet(last, now)) {
            failures.addAndGet(-count);
            LOG.warn("{} records did not reach the log: {}", count, failure.toString());
        }
    }

    /** Waits a little for what is on its way. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }

    private final class Delivery implements Callback {

        private final Route route;
        private final Consumer<@Nullable Exception> end;
        private final AtomicReference<State> state = new AtomicReference<>(State.OFFERED);

        Delivery(Route route, Consumer<@Nullable Exception> end) {
            this.route = route;
            this.end = end;
        }

        boolean returned() {
            return state.compareAndSet(State.OFFERED, State.TAKEN) || state.get() == State.TAKEN;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata where, @Nullable Exception failure) {
            if (failure == null) {
                state.set(State.TAKEN);
                end.accept(null);
            } else if (!state.compareAndSet(State.OFFERED, State.REFUSED)) {
                complain(failure);
                telemetry.failed(route, 1);
                end.accept(failure);
            }
        }
    }
}
