package io.keel.im.telemetry;

import io.keel.im.spi.trace.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A step that is one span. */
record SpanStep(Span span) implements Step {

    @Override
    public String traceparent() {
        return Traceparents.write(span.getSpanContext());
    }

    @Override
    public <T> T within(Supplier<T> work) {
        Scope scope = span.makeCurrent();
        try {
            return work.get();
        } finally {
            scope.close();
        }
    }

    @Override
    public void end(@Nullable Throwable failure) {
        OpenTelemetryTracing.end(span, failure);
    }
}
