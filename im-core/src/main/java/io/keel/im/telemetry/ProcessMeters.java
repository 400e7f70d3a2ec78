package io.keel.im.telemetry;

import io.keel.im.spi.telemetry.LeaseState;
import io.keel.im.spi.telemetry.ProcessTelemetry;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link Subject#PROCESS}, but for the queues. */
final class ProcessMeters implements ProcessTelemetry {

    private final Named<AtomicInteger> leases;
    private final Named<AtomicInteger> conditions;
    private volatile long revision;
    private volatile int problems;
    private volatile int worker = -1;
    private volatile boolean ready;
    private volatile int left;

    ProcessMeters(Meters meters) {
        this.leases = levels(meters, Metric.LEASE);
        this.conditions = levels(meters, Metric.HEALTHY);
        meters.gauge(Metric.REVISION, () -> revision);
        meters.gauge(Metric.PROBLEMS, () -> problems);
        meters.gauge(Metric.WORKER_ID, () -> worker);
        meters.gauge(Metric.READY, () -> ready ? 1 : 0);
        meters.gauge(Metric.DRAINING, () -> left);
    }

    private static Named<AtomicInteger> levels(Meters meters, Metric metric) {
        return new Named<>(name -> {
            AtomicInteger level = new AtomicInteger();
            meters.gauge(metric, level::get, name);
            return level;
        });
    }

    @Override
    public void configuration(long inForce, int bad) {
        revision = inForce;
        problems = bad;
    }

    @Override
    public void lease(String lease, LeaseState state) {
        leases.of(lease)
                .set(
                        switch (state) {
                            case HELD -> 0;
                            case DOUBTFUL -> 1;
                            case LOST -> 2;
                            case RELEASED -> 3;
                        });
    }

    @Override
    public void workerId(int held) {
        worker = held;
    }

    @Override
    public void healthy(String condition, boolean well) {
        conditions.of(condition).set(well ? 1 : 0);
    }

    @Override
    public void ready(boolean now) {
        ready = now;
    }

    @Override
    public void draining(int unfinished) {
        left = unfinished;
    }
}
