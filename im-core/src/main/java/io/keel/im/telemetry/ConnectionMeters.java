package io.keel.im.telemetry;

import io.keel.im.spi.CloseCode;
import io.keel.im.spi.telemetry.ConnectionTelemetry;
import io.keel.im.spi.telemetry.TurnedAway;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** {@link Subject#CONNECTIONS}. */
final class ConnectionMeters implements ConnectionTelemetry {

    private final LongAdder connections = new LongAdder();
    private final Counter connects;
    private final Timer greeting;
    private final ByConstant<CloseCode> closed;
    private final ByConstant<TurnedAway> turnedAway;

    ConnectionMeters(Meters meters) {
        meters.gauge(Metric.CONNECTIONS, connections::sum);
        this.connects = meters.counter(Metric.CONNECTS);
        this.greeting = meters.timer(Metric.GREETING);
        this.closed = new ByConstant<>(meters, Metric.CLOSED, CloseCode.values());
        this.turnedAway = new ByConstant<>(meters, Metric.TURNED_AWAY, TurnedAway.values());
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
    public void greeted(long nanos) {
        greeting.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void closed(CloseCode code) {
        closed.of(code).increment();
    }

    @Override
    public void turnedAway(TurnedAway reason) {
        turnedAway.of(reason).increment();
    }
}
