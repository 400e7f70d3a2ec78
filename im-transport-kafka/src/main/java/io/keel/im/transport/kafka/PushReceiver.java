package io.keel.im.transport.kafka;

import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.WireDownlinks;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.telemetry.BusTelemetry;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a gateway its records: one thread reads its topic from the beginning, and hands over at once what one poll brings. */
final class PushReceiver implements Bus.Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(PushReceiver.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final GatewayId gateway;
    private final Bus.DownlinkHandler handler;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final BusTelemetry telemetry;
    private final Traces traces;
    private final Runnable retirement;
    private volatile boolean closed;

    /**
     * Makes it.
     *
     * @param consumer belongs to this from here on
     * @param retirement called once it has ended
     */
    PushReceiver(
            GatewayId gateway,
            Bus.DownlinkHandler handler,
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            BusTelemetry telemetry,
            Traces traces,
            Runnable retirement) {
        this.gateway = gateway;
        this.handler = handler;
        this.consumer = consumer;
        this.telemetry = telemetry;
        this.traces = traces;
        this.retirement = retirement;
        this.thread = new Thread(() -> run(partitions), "im-kafka-push-" + gateway);
        thread.setDaemon(true);
    }

    Bus.DownlinkHandler handler() {
        return handler;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        consumer.wakeup();
        if (Thread.currentThread() != thread) {
            Threads.join(thread, Duration.ofSeconds(5));
        }
        retirement.run();
    }

    private void run(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        while (!closed) {
            try {
                handle(consumer.poll(POLL));
            } catch (WakeupException closing) {
                // The loop ends.
            } catch (RuntimeException e) {
                LOG.warn("gateway {} cannot read its topic", gateway, e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private void handle(ConsumerRecords<byte[], byte[]> records) {
        List<Downlink> all = new ArrayList<>();
        List<Long> traced = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                all.addAll(WireDownlinks.decode(record.value()));
                traced.addAll(traces.arrived(record.headers()));
            } catch (IllegalArgumentException malformed) {
                LOG.error("a record for gateway {} cannot be read", gateway, malformed);
            }
        }
        if (!records.isEmpty()) {
            telemetry.received(Route.DOWNLINK, records.count());
        }
        if (all.isEmpty() || closed) {
            return;
        }
        try {
            handler.handle(all);
        } catch (RuntimeException e) {
            LOG.error("gateway {} failed to take {} records", gateway, all.size(), e);
        } finally {
            traces.left(traced);
        }
    }
}
