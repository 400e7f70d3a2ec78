package io.keel.im.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/** Reads and writes {@code traceparent}, version 00 of W3C Trace Context. */
final class Traceparents {

    private static final int LENGTH = 55;
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    private Traceparents() {}

    static String write(SpanContext context) {
        return "00-" + context.getTraceId() + '-' + context.getSpanId() + '-'
                + context.getTraceFlags().asHex();
    }

    /** Reads one; what is malformed is of no trace. */
    static SpanContext read(String value) {
        if (value.length() < LENGTH
                || !value.startsWith("00-")
                || value.charAt(SPAN - 1) != '-'
                || value.charAt(FLAGS - 1) != '-') {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                value.substring(TRACE, SPAN - 1),
                value.substring(SPAN, FLAGS - 1),
                (Character.digit(value.charAt(FLAGS + 1), 16) & 1) == 1
                        ? TraceFlags.getSampled()
                        : TraceFlags.getDefault(),
                TraceState.getDefault());
    }
}
