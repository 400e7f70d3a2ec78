package io.keel.im.job;

import io.keel.im.spi.Locks;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.JobTelemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Does duties every so often, each in one process at a time, whatever the number of processes that have it.
 *
 * <pre>{@code
 * Duties duties = Duties.under(locks)
 *         .every(Duration.ofHours(1), "archive", Archiving.of(archive, Duration.ofDays(90), clock))
 *         .every(Duration.ofMinutes(1), "retire-topics", lease -> ...);
 * }</pre>
 *
 * <p>Who takes the lock {@code duty:{name}} does the duty at once, and then again and again as long as it holds it, from the end of
 * one time to the start of the next. The others ask for the lock every few seconds, and have it soon after its holder has died.
 * Safe for use by several threads.
 */
public final class Duties implements AutoCloseable {

    private static final Duration TTL = Duration.ofSeconds(10);

    private final Locks locks;
    private final Function<Duration, Executor> delays;
    private final JobTelemetry telemetry;
    private final Map<String, DutyTurns> turns = new HashMap<>();
    private boolean closed;

    private Duties(Locks locks, JobTelemetry telemetry, Function<Duration, Executor> delays) {
        this.locks = locks;
        this.telemetry = telemetry;
        this.delays = delays;
    }

    /** Makes it, with no duty yet, and the duties run by the JDK's common pool. */
    public static Duties under(Locks locks) {
        return under(locks, Telemetry.NONE);
    }

    /** Makes it, with no duty yet, and the duties run by the JDK's common pool; a telemetry hears how each turn ends. */
    public static Duties under(Locks locks, JobTelemetry telemetry) {
        return new Duties(
                locks, telemetry, delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Makes it, with no duty yet.
     *
     * @param delays given a delay, returns an executor that runs tasks after it
     */
    public static Duties under(Locks locks, Function<Duration, Executor> delays) {
        return new Duties(locks, Telemetry.NONE, delays);
    }

    /**
     * Starts a duty.
     *
     * @param period the pause between the end of one time and the start of the next
     * @param name names it in all processes: the lock is called {@code duty:{name}}
     * @throws IllegalStateException if there is a duty of that name, or this is closed
     */
    public synchronized Duties every(Duration period, String name, Duty duty) {
        Locks.requireName(lockOf(name));
        if (closed || turns.containsKey(name)) {
            throw new IllegalStateException(closed ? "the duties have ended" : "duty " + name + " is there already");
        }
        telemetry.hasDuty(name);
        DutyTurns started =
                new DutyTurns(name, period, timed(name, duty), () -> locks.tryLock(lockOf(name), TTL), delays);
        turns.put(name, started);
        started.start();
        return this;
    }

    private Duty timed(String name, Duty duty) {
        return lease -> {
            long start = System.nanoTime();
            return duty.run(lease)
                    .whenComplete((done, failure) -> telemetry.duty(name, failure == null, System.nanoTime() - start));
        };
    }

    /**
     * Starts no duty any more and gives the locks back; what is in hand is finished under its lock. Calling it twice is harmless.
     *
     * @return ends when nothing is in hand any more and the locks are given back, however that went
     */
    public synchronized CompletionStage<Void> end() {
        closed = true;
        return CompletableFuture.allOf(
                turns.values().stream().map(DutyTurns::end).toArray(CompletableFuture<?>[]::new));
    }

    /** Does {@link #end} and waits for nothing. Closing twice is harmless. */
    @Override
    public void close() {
        end();
    }

    private static String lockOf(String name) {
        return "duty:" + name;
    }
}
