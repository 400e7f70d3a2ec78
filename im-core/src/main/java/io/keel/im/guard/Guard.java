package io.keel.im.guard;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.telemetry.CallTelemetry;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the calls of one dependency, an engine or another role, in the adapter that makes them. It keeps no thread and
 * waits for nothing.
 *
 * <p><b>Breaker.</b> When too many of the calls of the last seconds were not answered, or too slowly, calls fail at once for a
 * while ({@link ShedException}, {@code UNAVAILABLE}) and none touches the network; then a few are let through, by which it closes or
 * stays open. Only the dependency's own silence counts: a refusal is an answer, a call that was cancelled says nothing, nor does one
 * that was refused on this side.
 *
 * <p><b>Bound.</b> Past so many calls in flight more are refused in the same way.
 *
 * <p><b>Calls that are never refused</b>, by {@link #callAlways}: what keeps a lease alive, so that a breaker costs nobody one, and what
 * its caller repeats with pauses of its own until it is done. They count nevertheless, and one that is answered while the
 * breaker is open has it try again at once.
 *
 * <p><b>Tuning.</b> Its settings may change while it works: it asks for them once in a while, with a call, and when they are others
 * goes on with a breaker by those, closed, that has seen nothing yet.
 *
 * <p>Deadlines are the adapter's own: every call ends. Safe for use by several threads.
 */
public final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** After so long settings are asked for again. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String dependency;
    private final Supplier<GuardSettings> source;
    private final CallTelemetry telemetry;
    private final LongSupplier nanos;
    private final AtomicLong lookedAt;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile @Nullable Rule rule;

    /** What holds, or has held. */
    private final class Rule {

        private final GuardSettings settings;
        private final Breaker breaker;

        Rule(GuardSettings settings) {
            this.settings = settings;
            this.breaker = new Breaker(dependency, settings, nanos, this::changed);
        }

        private void changed(BreakerState state) {
            // Calls that began under settings that hold no more may still end.
            if (rule == this) {
                turned(state);
            }
        }
    }

    private Guard(String dependency, Supplier<GuardSettings> source, CallTelemetry telemetry, LongSupplier nanos) {
        this.dependency = dependency;
        this.source = source;
        this.telemetry = telemetry;
        this.nanos = nanos;
        this.lookedAt = new AtomicLong(nanos.getAsLong());
        telemetry.dependsOn(dependency);
        begin(source.get());
    }

    private Rule begin(GuardSettings settings) {
        Rule begun = new Rule(settings);
        rule = begun;
        telemetry.breaker(dependency, BreakerState.CLOSED);
        return begun;
    }

    /** What holds for a call that begins now. */
    private Rule look() {
        Rule present = present();
        long now = nanos.getAsLong();
        long before = lookedAt.get();
        if (now - before >= LOOK_NANOS && lookedAt.compareAndSet(before, now)) {
            GuardSettings settings = source.get();
            if (!settings.equals(present.settings)) {
                LOG.info("{} is guarded by other settings from now on", dependency);
                return begin(settings);
            }
        }
        return present;
    }

    private Rule present() {
        return Objects.requireNonNull(rule);
    }

    /**
     * Makes a guard, closed.
     *
     * @param dependency a short fixed name, such as {@code redis}: it stands in metrics and in logs
     * @param telemetry hears how calls end and what state the breaker is in
     * @param nanos the monotonic clock, in nanoseconds
     */
    public static Guard of(String dependency, GuardSettings settings, CallTelemetry telemetry, LongSupplier nanos) {
        return of(dependency, () -> settings, telemetry, nanos);
    }

    /**
     * Makes a guard, closed, whose settings may change.
     *
     * @param dependency a short fixed name, such as {@code redis}: it stands in metrics and in logs
     * @param settings asked for five times a second at most, on a caller's thread; must answer at once
     * @param telemetry hears how calls end and what state the breaker is in
     * @param nanos the monotonic clock, in nanoseconds
     */
    public static Guard of(
            String dependency, Supplier<GuardSettings> settings, CallTelemetry telemetry, LongSupplier nanos) {
        return new Guard(dependency, settings, telemetry, nanos);
    }

    /** Tells the breaker's state. One that is open stays so until a call comes after its pause. */
    public BreakerState state() {
        return present().breaker.state();
    }

    /**
     * Makes a call, or refuses it.
     *
     * @return its answer; or, failed with {@link ShedException}, nothing was called
     */
    public <T> CompletionStage<T> call(Supplier<? extends CompletionStage<T>> call) {
        Permit permit;
        try {
            permit = enter();
        } catch (ShedException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return under(permit, call);
    }

    /** Makes a call that is never refused. */
    public <T> CompletionStage<T> callAlways(Supplier<? extends CompletionStage<T>> call) {
        return under(enterAlways(), call);
    }

    /**
     * Lets one call in, for adapters that see themselves how it ends.
     *
     * @throws ShedException if it may not be made
     */
    public Permit enter() {
        Rule now = look();
        if (inFlight.incrementAndGet() > now.settings.maxCalls()) {
            inFlight.decrementAndGet();
            throw shed("too much is under way: try again");
        }
        if (!now.breaker.lets()) {
            inFlight.decrementAndGet();
            throw shed("not available for now: try again");
        }
        return new Guarded(now.breaker);
    }

    /** Lets one call in that is never refused. */
    public Permit enterAlways() {
        return new Exempt(look().breaker);
    }

    /** Tells what a failure says of the dependency. */
    public static CallOutcome outcome(@Nullable Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return CallOutcome.OK;
        } else if (cause instanceof ShedException || cause instanceof CancellationException) {
            return CallOutcome.REJECTED;
        } else if (cause instanceof ImException known) {
            return known.code() != ErrorCode.UNAVAILABLE
                    ? CallOutcome.OK
                    : known.getCause() instanceof TimeoutException ? CallOutcome.TIMED_OUT : CallOutcome.FAILED;
        }
        return cause instanceof TimeoutException ? CallOutcome.TIMED_OUT : CallOutcome.FAILED;
    }

    private ShedException shed(String why) {
        telemetry.called(dependency, CallOutcome.REJECTED, 0);
        return new ShedException(why);
    }

    private static <T> CompletionStage<T> under(Permit permit, Supplier<? extends CompletionStage<T>> call) {
        CompletionStage<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException | Error e) {
            permit.ended(outcome(e));
            throw e;
        }
        return answer.whenComplete((value, failure) -> permit.ended(outcome(failure)));
    }

    private void turned(BreakerState state) {
        switch (state) {
            case OPEN -> LOG.warn("{} does not answer: its calls fail at once for a while", dependency);
            case HALF_OPEN -> LOG.debug("{} is tried again", dependency);
            case CLOSED -> LOG.info("{} answers again", dependency);
        }
        telemetry.breaker(dependency, state);
    }

    /** One call, from when it was let in. */
    private abstract class Call implements Permit {

        final Breaker breaker;
        private final Object term;
        private final long start = nanos.getAsLong();
        private final AtomicBoolean over = new AtomicBoolean();

        Call(Breaker breaker) {
            this.breaker = breaker;
            this.term = breaker.term();
        }

        @Override
        public final void ended(CallOutcome outcome) {
            if (over.compareAndSet(false, true)) {
                long took = nanos.getAsLong() - start;
                settle(outcome, took);
                telemetry.called(dependency, outcome, took);
            }
        }

        abstract void settle(CallOutcome outcome, long took);

        final void tell(CallOutcome outcome, long took) {
            switch (outcome) {
                case OK -> breaker.answered(term, took);
                case FAILED, TIMED_OUT -> breaker.failed(term, took);
                case REJECTED -> breaker.spare(term);
            }
        }
    }

    private final class Guarded extends Call {

        Guarded(Breaker breaker) {
            super(breaker);
        }

        @Override
        void settle(CallOutcome outcome, long took) {
            inFlight.decrementAndGet();
            tell(outcome, took);
        }
    }

    private final class Exempt extends Call {

        Exempt(Breaker breaker) {
            super(breaker);
        }

        @Override
        void settle(CallOutcome outcome, long took) {
            if (breaker.state() == BreakerState.CLOSED) {
                tell(outcome, took);
            } else if (outcome == CallOutcome.OK) {
                breaker.heard();
            }
        }
    }
}
