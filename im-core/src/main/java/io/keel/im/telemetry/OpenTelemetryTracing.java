package io.keel.im.telemetry;

import io.keel.im.ErrorCode;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.trace.Hop;
import io.keel.im.spi.trace.Step;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces by the API of OpenTelemetry: the host brings the SDK, which samples and exports; without one nothing is traced.
 *
 * <p>Spans bear ids of commands, sizes and codes; never a user, a conversation or a text. A process that is a gateway and logic at
 * once over a bus between processes gives each a tracing of its own. Needs opentelemetry-api on the class path. Safe for use by several
 * threads.
 */
public final class OpenTelemetryTracing implements Tracing {

    private static final AttributeKey<Long> COMMAND = AttributeKey.longKey("im.command");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("im.code");
    private static final AttributeKey<Long> TOGETHER = AttributeKey.longKey("im.commands");

    /** How many of the others a step that is shared is linked with. */
    private static final int MOST_LINKS = 64;

    private final Tracer tracer;
    private final InHand inHand = new InHand(System::nanoTime);

    private OpenTelemetryTracing(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Traces by a host's OpenTelemetry. */
    public static OpenTelemetryTracing of(OpenTelemetry openTelemetry) {
        return new OpenTelemetryTracing(openTelemetry.getTracer("io.keel.im"));
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public void received(long command) {
        Span span = tracer.spanBuilder("gateway receive")
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(COMMAND, command)
                .startSpan();
        if (span.getSpanContext().isSampled()) {
            inHand.receive(command, span);
        }
    }

    @Override
    public void answered(long command, @Nullable ErrorCode code) {
        Span span = inHand.answer(command);
        if (span != null) {
            if (code != null) {
                span.setAttribute(CODE, code.name());
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    @Override
    public void arrived(long command, String traceparent) {
        SpanContext from = Traceparents.read(traceparent);
        if (from.isSampled()) {
            inHand.arrive(command, from);
        }
    }

    @Override
    public void left(long command) {
        inHand.leave(command);
    }

    @Override
    public Step begin(Hop hop, long... commands) {
        List<CommandSpans.One> spans = new ArrayList<>(1);
        for (long command : commands) {
            SpanContext parent = inHand.of(command);
            if (parent != null) {
                spans.add(new CommandSpans.One(command, span(hop, command, parent, spans, commands.length)));
            }
        }
        if (spans.isEmpty()) {
            return Step.NONE;
        }
        CommandSpans begun = new CommandSpans(spans, hop == Hop.JUDGE ? inHand : null);
        begun.hold();
        return begun;
    }

    private Span span(Hop hop, long command, SpanContext parent, List<CommandSpans.One> before, int together) {
        SpanBuilder builder = tracer.spanBuilder(hop.label())
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(kind(hop))
                .setAttribute(COMMAND, command);
        if (together > 1) {
            builder.setAttribute(TOGETHER, together);
        }
        if (!before.isEmpty()) {
            Span first = before.get(0).span();
            builder.addLink(first.getSpanContext());
            Span span = builder.startSpan();
            if (before.size() <= MOST_LINKS) {
                first.addLink(span.getSpanContext());
            }
            return span;
        }
        return builder.startSpan();
    }

    @Override
    public Step call(String name) {
        Span current = Span.current();
        if (!current.getSpanContext().isSampled()) {
            return Step.NONE;
        }
        return new SpanStep(
                tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).startSpan());
    }

    @Override
    public Step serve(String name, @Nullable String traceparent) {
        SpanContext from =
                Optional.ofNullable(traceparent).map(Traceparents::read).orElse(SpanContext.getInvalid());
        if (traceparent != null && !from.isSampled()) {
            return Step.NONE;
        }
        Span span = tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(from)))
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return span.getSpanContext().isSampled() ? new SpanStep(span) : Step.NONE;
    }

    private static SpanKind kind(Hop hop) {
        return switch (hop) {
            case PUBLISH, PUSH -> SpanKind.PRODUCER;
            case JUDGE, DELIVER -> SpanKind.CONSUMER;
            case APPEND -> SpanKind.CLIENT;
        };
    }

    static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(CODE, io.keel.im.Refusal.of(failure).code().name());
        }
        span.end();
    }

    /** How long a trace waits for an answer that may never come, in nanoseconds. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
}
