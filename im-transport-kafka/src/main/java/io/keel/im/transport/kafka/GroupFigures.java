package io.keel.im.transport.kafka;

import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import io.keel.im.spi.telemetry.Gauge;
import java.util.List;
import java.util.function.LongSupplier;

/** What is told of a group's share of a topic. Safe for use by several threads. */
final class GroupFigures {

    private final Telemetry telemetry;
    private final Route route;
    private final String group;

    /**
     * Makes it.
     *
     * @param group names the group, without a deployment's prefix
     */
    GroupFigures(Telemetry telemetry, Route route, String group) {
        this.telemetry = telemetry;
        this.route = route;
        this.group = group;
    }

    void received(int records) {
        telemetry.received(route, records);
    }

    void redelivered(int records) {
        telemetry.redelivered(route, records);
    }

    /**
     * Has levels looked at.
     *
     * @param behind how many records of the partitions held have not come here
     * @return end the looking
     */
    List<Watch> watch(PartitionQueues<?> queues, LongSupplier behind) {
        return List.of(
                telemetry.gauge(Gauge.BUS_LAG, group, () -> behind.getAsLong() + queues.unhandled()),
                telemetry.gauge(Gauge.BUS_PARTITIONS, group, queues::partitions),
                telemetry.gauge(Gauge.QUEUE, group, queues::waiting),
                telemetry.gauge(Gauge.QUEUE_BYTES, group, queues::waitingBytes));
    }
}
