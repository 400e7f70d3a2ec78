package io.keel.im.telemetry;

import io.keel.im.spi.telemetry.DeliveryTelemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** {@link Subject#DELIVERIES}. */
final class DeliveryMeters implements DeliveryTelemetry {

    private final Counter pushed;
    private final Timer delivery;
    private final Counter wasted;
    private final Counter dropped;

    DeliveryMeters(Meters meters) {
        this.pushed = meters.counter(Metric.PUSHED);
        this.delivery = meters.timer(Metric.DELIVERY);
        this.wasted = meters.counter(Metric.WASTED);
        this.dropped = meters.counter(Metric.DROPPED);
    }

    @Override
    public void pushed(int frames) {
        pushed.increment(frames);
    }

    @Override
    public void delivered(long millis) {
        delivery.record(millis, TimeUnit.MILLISECONDS);
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
