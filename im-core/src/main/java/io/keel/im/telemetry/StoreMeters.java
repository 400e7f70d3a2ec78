package io.keel.im.telemetry;

import io.keel.im.spi.telemetry.StoreTelemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** {@link Subject#STORE}. */
final class StoreMeters implements StoreTelemetry {

    private final Timer commit;
    private final DistributionSummary commitCommands;
    private final Counter collisions;

    StoreMeters(Meters meters) {
        this.commit = meters.timer(Metric.COMMIT);
        this.commitCommands = meters.summary(Metric.COMMIT_COMMANDS);
        this.collisions = meters.counter(Metric.COLLISIONS);
    }

    @Override
    public void committed(int commands, long nanos) {
        commitCommands.record(commands);
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void collided() {
        collisions.increment();
    }
}
