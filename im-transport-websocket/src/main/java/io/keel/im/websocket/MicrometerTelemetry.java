package io.keel.im.websocket;

import io.keel.im.ErrorCode;
import io.keel.im.spi.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps what happens in a Micrometer registry of the host's. The names are stable; in Prometheus they read:
 *
 * <ul>
 *   <li>{@code im_connections}: clients that have been welcomed and are here
 *   <li>{@code im_connects_total}: clients that have been welcomed
 *   <li>{@code im_refused_total}: requests refused or failed, by {@code code}, one of {@link ErrorCode}
 *   <li>{@code im_stored_messages_total}: messages stored
 *   <li>{@code im_store_batch_seconds}, {@code im_store_batch_messages}: how long the storing of a batch took, and its size
 *   <li>{@code im_pushed_frames_total}: frames handed to clients as pushes
 *   <li>{@code im_wasted_pushes_total}: pushes that came here though none of their receivers is here any more
 *   <li>{@code im_dropped_frames_total}: pushes dropped because clients read too slowly
 * </ul>
 *
 * <p>No tag names a user, a conversation or an address. Needs micrometer-core on the class path. Safe for use by several threads.
 */
public final class MicrometerTelemetry implements Telemetry {

    private final LongAdder connections = new LongAdder();
    private final Counter connects;
    private final Counter messages;
    private final Counter pushed;
    private final Counter dropped;
    private final Counter wasted;
    private final Timer batchTime;
    private final DistributionSummary batchSize;
    private final Map<ErrorCode, Counter> refused;

    /** Registers the meters. */
    public MicrometerTelemetry(MeterRegistry registry) {
        Gauge.builder("im.connections", connections, LongAdder::sum)
                .description("clients that have been welcomed and are here")
                .strongReference(true)
                .register(registry);
        connects = registry.counter("im.connects");
        messages = registry.counter("im.stored.messages");
        pushed = registry.counter("im.pushed.frames");
        dropped = registry.counter("im.dropped.frames");
        wasted = registry.counter("im.wasted.pushes");
        batchTime = registry.timer("im.store.batch");
        batchSize = registry.summary("im.store.batch.messages");
        Map<ErrorCode, Counter> byCode = new EnumMap<>(ErrorCode.class);
        for (ErrorCode code : ErrorCode.values()) {
            byCode.put(code, registry.counter("im.refused", "code", code.name()));
        }
        refused = Collections.unmodifiableMap(byCode);
    }

    @Override
    public void connected() {
        connects.increment();
        connections.increment();
    }

    @Override
    public void disconnected() {
        connections.decrement();
    }

    @Override
    public void refused(ErrorCode code) {
        Counter counter = refused.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void stored(int count, long nanos) {
        messages.increment(count);
        batchSize.record(count);
        batchTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void pushed(int frames) {
        pushed.increment(frames);
    }

    @Override
    public void wasted(int pushes) {
        wasted.increment(pushes);
    }

    @Override
    public void dropped(int frames) {
        dropped.increment(frames);
    }
}
