package io.keel.im.telemetry;

import io.keel.im.ErrorCode;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.spi.telemetry.RequestTelemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** {@link Subject#REQUESTS}. */
final class RequestMeters implements RequestTelemetry {

    private final Counter accepted;
    private final Timer answer;
    private final Counter answered;
    private final ByConstant<ErrorCode> refused;
    private final ByConstant<Limit> limited;

    RequestMeters(Meters meters) {
        this.accepted = meters.counter(Metric.ACCEPTED);
        this.answer = meters.timer(Metric.ANSWER);
        this.answered = meters.counter(Metric.ANSWERED);
        this.refused = new ByConstant<>(meters, Metric.REFUSED, ErrorCode.values());
        this.limited = new ByConstant<>(meters, Metric.LIMITED, Limit.values());
    }

    @Override
    public void accepted(int commands) {
        accepted.increment(commands);
    }

    @Override
    public void answered(int commands, long nanos) {
        answered.increment(commands);
        answer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void refused(ErrorCode code) {
        refused.of(code).increment();
    }

    @Override
    public void limited(Limit limit) {
        limited.of(limit).increment();
    }
}
