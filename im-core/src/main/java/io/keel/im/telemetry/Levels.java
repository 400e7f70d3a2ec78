package io.keel.im.telemetry;

import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.Gauge;
import io.keel.im.spi.telemetry.GaugeTelemetry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** The levels that are looked at. One whose last source is gone stays, at 0. */
final class Levels implements GaugeTelemetry {

    private final Map<Gauge, Named<List<LongSupplier>>> sources = new EnumMap<>(Gauge.class);

    Levels(Meters meters) {
        for (Gauge gauge : Gauge.values()) {
            sources.put(gauge, new Named<>(name -> {
                List<LongSupplier> levels = new CopyOnWriteArrayList<>();
                meters.gauge(metric(gauge), () -> sum(levels), name);
                return levels;
            }));
        }
    }

    @Override
    public Watch gauge(Gauge gauge, String of, LongSupplier level) {
        Named<List<LongSupplier>> named = sources.get(gauge);
        if (named == null) {
            throw new IllegalArgumentException("gauge: " + gauge);
        }
        List<LongSupplier> levels = named.of(of);
        levels.add(level);
        return () -> levels.remove(level);
    }

    private static long sum(List<LongSupplier> levels) {
        long sum = 0;
        for (LongSupplier level : levels) {
            sum += level.getAsLong();
        }
        return sum;
    }

    private static Metric metric(Gauge gauge) {
        return switch (gauge) {
            case BUS_LAG -> Metric.BUS_LAG;
            case BUS_PARTITIONS -> Metric.BUS_PARTITIONS;
            case QUEUE -> Metric.QUEUE;
            case QUEUE_BYTES -> Metric.QUEUE_BYTES;
            case POOL_ACTIVE -> Metric.POOL_ACTIVE;
            case POOL_IDLE -> Metric.POOL_IDLE;
            case POOL_WAITING -> Metric.POOL_WAITING;
            case CALLS -> Metric.CALLS_ACTIVE;
        };
    }
}
