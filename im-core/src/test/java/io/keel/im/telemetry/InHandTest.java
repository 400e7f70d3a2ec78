package io.keel.im.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InHandTest {

    private static final SpanContext CONTEXT = SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());

    private final AtomicLong nanos = new AtomicLong();
    private final InHand inHand = new InHand(nanos::get);

    @Test
    void whatIsNeverAnsweredIsForgotten() {
        inHand.receive(1, Span.wrap(CONTEXT));
        assertThat(inHand.of(1)).isEqualTo(CONTEXT);
        nanos.addAndGet(2 * OpenTelemetryTracing.PATIENCE_NANOS);
        inHand.receive(2, Span.wrap(CONTEXT));
        assertThat(inHand.of(1)).isNull();
        assertThat(inHand.of(2)).isEqualTo(CONTEXT);
    }

    @Test
    void noMoreAreFollowedThanTheBoundAllows() {
        for (long command = 1; command <= 20_000; command++) {
            inHand.receive(command, Span.wrap(CONTEXT));
        }
        assertThat(inHand.of(10_000)).isNotNull();
        assertThat(inHand.of(10_001)).isNull();
    }

    @Test
    void whatArrivedTwiceIsThereUntilItHasLeftTwice() {
        inHand.arrive(1, CONTEXT);
        inHand.arrive(1, CONTEXT);
        inHand.leave(1);
        assertThat(inHand.of(1)).isNotNull();
        inHand.leave(1);
        assertThat(inHand.of(1)).isNull();
    }
}
