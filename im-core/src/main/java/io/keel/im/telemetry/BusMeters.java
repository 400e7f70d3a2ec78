package io.keel.im.telemetry;

import io.keel.im.spi.telemetry.BusTelemetry;

/** {@link Subject#BUS}, but for the levels. */
final class BusMeters implements BusTelemetry {

    private final ByConstant<Route> published;
    private final ByConstant<Route> failed;
    private final ByConstant<Route> received;
    private final ByConstant<Route> redelivered;

    BusMeters(Meters meters) {
        this.published = new ByConstant<>(meters, Metric.PUBLISHED, Route.values());
        this.failed = new ByConstant<>(meters, Metric.FAILED, Route.values());
        this.received = new ByConstant<>(meters, Metric.RECEIVED, Route.values());
        this.redelivered = new ByConstant<>(meters, Metric.REDELIVERED, Route.values());
    }

    @Override
    public void published(Route route, int records) {
        published.of(route).increment(records);
    }

    @Override
    public void failed(Route route, int records) {
        failed.of(route).increment(records);
    }

    @Override
    public void received(Route route, int records) {
        received.of(route).increment(records);
    }

    @Override
    public void redelivered(Route route, int records) {
        redelivered.of(route).increment(records);
    }
}
