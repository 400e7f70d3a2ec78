package io.keel.im.transport.kafka;

import io.keel.im.presence.GatewayId;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records on their way to one gateway, in order. While the producer does not know its topic yet, or has no room, they wait a
 * while; then they are dropped, as they are for a gateway that is gone. Safe for use by several threads.
 */
final class PushLane {

    private static final Logger LOG = LoggerFactory.getLogger(PushLane.class);

    private static final int MOST_WAITING_BYTES = 4 * 1024 * 1024;
    private static final long RETRY_MILLIS = 5;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final GatewayId gateway;
    private final Outlet outlet;
    private final ScheduledExecutorService timer;
    private final Ending ending;
    private final ArrayDeque<ProducerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long waitingSince;

    /** Hears that nothing waits here and that the gateway may be gone: the lane may be forgotten. */
    interface Ending {

        void ended(GatewayId gateway, PushLane lane);
    }

    PushLane(GatewayId gateway, Outlet outlet, ScheduledExecutorService timer, Ending ending) {
        this.gateway = gateway;
        this.outlet = outlet;
        this.timer = timer;
        this.ending = ending;
    }

    synchronized void send(ProducerRecord<byte[], byte[]> record) {
        if (waiting.isEmpty() && offer(record)) {
            return;
        }
        if (waitingBytes > MOST_WAITING_BYTES) {
            LOG.warn("a push to {} was dropped: more wait than can be kept", gateway);
            outlet.givenUp(Route.DOWNLINK, 1);
            return;
        }
        if (waiting.isEmpty()) {
            waitingSince = System.nanoTime();
            later();
        }
        waiting.add(record);
        waitingBytes += record.value().length;
    }

    /** Whether nothing waits. */
    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    private synchronized void retry() {
        while (!waiting.isEmpty() && offer(waiting.peek())) {
            waitingBytes -= waiting.poll().value().length;
        }
        if (waiting.isEmpty()) {
            return;
        }
        if (System.nanoTime() - waitingSince > PATIENCE_NANOS) {
            LOG.warn("{} records for {} were dropped: it has no topic, or the broker is down", waiting.size(), gateway);
            outlet.givenUp(Route.DOWNLINK, waiting.size());
            waiting.clear();
            waitingBytes = 0;
            ending.ended(gateway, this);
            return;
        }
        later();
    }

    private boolean offer(ProducerRecord<byte[], byte[]> record) {
        return outlet.offer(Route.DOWNLINK, record, failure -> {
            if (failure != null) {
                failed();
            }
        });
    }

    private synchronized void failed() {
        if (waiting.isEmpty()) {
            ending.ended(gateway, this);
        }
    }

    private void later() {
        try {
            timer.schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            waiting.clear();
        }
    }
}
