package io.keel.im.telemetry;

import io.keel.im.spi.trace.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A step of commands: a span in the trace of each. */
final class CommandSpans implements Step {

    private final List<One> spans;
    private final @Nullable InHand inHand;

    /** The span of one command. */
    record One(long command, Span span) {}

    /**
     * Makes it.
     *
     * @param spans one or more
     * @param inHand where the commands' other steps are to find that they are parts of this one; null when they are not
     */
    CommandSpans(List<One> spans, @Nullable InHand inHand) {
        this.spans = spans;
        this.inHand = inHand;
    }

    void hold() {
        if (inHand != null) {
            for (One one : spans) {
                inHand.enter(one.command(), one.span().getSpanContext());
            }
        }
    }

    @Override
    public String traceparent() {
        return Traceparents.write(spans.get(0).span().getSpanContext());
    }

    @Override
    public @Nullable String traceparent(long command) {
        for (One one : spans) {
            if (one.command() == command) {
                return Traceparents.write(one.span().getSpanContext());
            }
        }
        return null;
    }

    @Override
    public <T> T within(Supplier<T> work) {
        Scope scope = spans.get(0).span().makeCurrent();
        try {
            return work.get();
        } finally {
            scope.close();
        }
    }

    @Override
    public void end(@Nullable Throwable failure) {
        for (One one : spans) {
            if (inHand != null) {
                inHand.exit(one.command(), one.span().getSpanContext());
            }
            OpenTelemetryTracing.end(one.span(), failure);
        }
    }
}
