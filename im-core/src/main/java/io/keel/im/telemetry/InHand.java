package io.keel.im.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the traces of commands stand that are traced and in hand in this process. Those past a bound are not followed, and an answer
 * that has not come for long is not waited for. Safe for use by several threads: one lock, taken for traced commands alone but for a
 * look at whether there are any.
 */
final class InHand {

    private static final int MOST = 10_000;

    private final LongSupplier nanos;
    private final Map<Long, Standing> commands = new LinkedHashMap<>();
    private volatile int size;

    private static final class Standing {

        private final long since;
        private SpanContext base;
        private SpanContext now;
        /** Until the command has its answer, where it was received here. */
        private @Nullable Span received;

        /** How often it has arrived and not left. */
        private int arrivals;

        Standing(SpanContext base, long since) {
            this.base = base;
            this.now = base;
            this.since = since;
        }
    }

    InHand(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void receive(long command, Span span) {
        List<Span> forgotten;
        boolean taken;
        synchronized (this) {
            forgotten = sweep();
            taken = commands.size() < MOST;
            if (taken) {
                Standing standing = new Standing(span.getSpanContext(), nanos.getAsLong());
                standing.received = span;
                commands.put(command, standing);
                size = commands.size();
            }
        }
        forgotten.forEach(Span::end);
        if (!taken) {
            span.end();
        }
    }

    @Nullable
    Span answer(long command) {
        if (size == 0) {
            return null;
        }
        synchronized (this) {
            Standing standing = commands.get(command);
            if (standing == null) {
                return null;
            }
            Span received = standing.received;
            standing.received = null;
            forgetIfDone(command, standing);
            return received;
        }
    }

    void arrive(long command, SpanContext from) {
        List<Span> forgotten;
        synchronized (this) {
            forgotten = sweep();
            Standing standing = commands.get(command);
            if (standing == null && commands.size() < MOST) {
                standing = new Standing(from, nanos.getAsLong());
                commands.put(command, standing);
                size = commands.size();
            }
            if (standing != null) {
                standing.arrivals++;
                standing.base = from;
                standing.now = from;
            }
        }
        forgotten.forEach(Span::end);
    }

    void leave(long command) {
        if (size == 0) {
            return;
        }
        synchronized (this) {
            Standing standing = commands.get(command);
            if (standing != null) {
                standing.arrivals = Math.max(0, standing.arrivals - 1);
                forgetIfDone(command, standing);
            }
        }
    }

    @Nullable
    SpanContext of(long command) {
        if (size == 0) {
            return null;
        }
        synchronized (this) {
            Standing standing = commands.get(command);
            return standing == null ? null : standing.now;
        }
    }

    synchronized void enter(long command, SpanContext step) {
        Standing standing = commands.get(command);
        if (standing != null) {
            standing.now = step;
        }
    }

    synchronized void exit(long command, SpanContext step) {
        Standing standing = commands.get(command);
        if (standing != null && standing.now.equals(step)) {
            standing.now = standing.base;
        }
    }

    private void forgetIfDone(long command, Standing standing) {
        if (standing.received == null && standing.arrivals == 0) {
            commands.remove(command);
            size = commands.size();
        }
    }

    /** Forgets the oldest that wait for an answer in vain; returns their spans. */
    private List<Span> sweep() {
        List<Span> forgotten = new ArrayList<>();
        long before = nanos.getAsLong() - OpenTelemetryTracing.PATIENCE_NANOS;
        Iterator<Standing> oldest = commands.values().iterator();
        while (oldest.hasNext()) {
            Standing standing = oldest.next();
            if (standing.since - before > 0) {
                break;
            }
            if (standing.received != null) {
                forgotten.add(standing.received);
            }
            oldest.remove();
        }
        size = commands.size();
        return forgotten;
    }
}
