package io.keel.im.health;

import io.keel.im.health.HealthReport.Phase;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.ProcessTelemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a process is to be given work, and why not. A host names what it works with, has it looked at now and then, and says
 * when it serves and when it leaves:
 *
 * <pre>{@code
 * Health health = Health.of(InstantSource.system());
 * health.check("mysql", Need.TO_START, stores.epochs()::epoch);
 * timer.scheduleWithFixedDelay(health::look, 0, 1, TimeUnit.SECONDS);
 * WebSocketServer.builder(gateway).health(health);   // GET /readyz
 * health.serving();
 * …
 * health.draining();                                 // not ready from now on
 * }</pre>
 *
 * <p>Asking for the {@link #report} costs nothing: it tells what was found by the last look. Changes are logged, a line each. Safe
 * for use by several threads; nothing blocks.
 */
public final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /** How long a probe may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final ProcessTelemetry telemetry;
    private final Duration patience;
    private final Map<String, WatchedCheck> checks = new LinkedHashMap<>();
    private final List<Consumer<HealthReport>> listeners = new CopyOnWriteArrayList<>();
    private Phase phase = Phase.STARTING;
    private volatile HealthReport report = HealthReport.of(Phase.STARTING);

    private Health(InstantSource clock, ProcessTelemetry telemetry, Duration patience) {
        this.clock = clock;
        this.telemetry = telemetry;
        this.patience = patience;
        telemetry.ready(false);
    }

    /**
     * Makes the health of a process that is starting and checks nothing yet. A probe has 2 s to answer.
     *
     * @param clock tells since when things are as they are
     */
    public static Health of(InstantSource clock) {
        return of(clock, Telemetry.NONE);
    }

    /** Makes the same, and has somebody hear what each look finds, and whether the process is ready. */
    public static Health of(InstantSource clock, ProcessTelemetry telemetry) {
        return of(clock, telemetry, PATIENCE);
    }

    /** Makes the same with another time for probes to answer. */
    static Health of(InstantSource clock, ProcessTelemetry telemetry, Duration patience) {
        return new Health(clock, telemetry, patience);
    }

    /**
     * Checks something at each look from now on; it counts as down until it has answered. One of the same name takes the place of
     * the one before.
     *
     * @param name what it is, in one word
     */
    public synchronized Health check(String name, Need need, Probe probe) {
        checks.put(name, new WatchedCheck(name, need, probe, clock.instant()));
        update();
        return this;
    }

    /** Asks every probe that has answered the last time. To be called every second or so. */
    public void look() {
        List<WatchedCheck> all;
        synchronized (this) {
            all = List.copyOf(checks.values());
        }
        for (WatchedCheck check : all) {
            check.ask(patience, failure -> found(check, failure));
        }
    }

    /** The process serves: from now on it is ready when its checks say so. Has no effect on one that drains. */
    public void serving() {
        enter(Phase.SERVING);
    }

    /** The process leaves: from now on it is not ready, for good. */
    public void draining() {
        enter(Phase.DRAINING);
    }

    /** How it is, as far as the last look found out. */
    public HealthReport report() {
        return report;
    }

    /** Whether it is to be given work. */
    public boolean ready() {
        return report.ready();
    }

    /**
     * Tells of the present report, and then of each change.
     *
     * @param listener called by one thread at a time; must answer at once, and must not call this
     */
    public synchronized Watch watch(Consumer<HealthReport> listener) {
        listeners.add(listener);
        listener.accept(report);
        return () -> listeners.remove(listener);
    }

    private synchronized void enter(Phase next) {
        if (next.compareTo(phase) > 0) {
            phase = next;
            update();
        }
    }

    private synchronized void found(WatchedCheck check, String failure) {
        if (checks.get(check.name()) != check) {
            return;
        }
        telemetry.healthy(check.name(), failure.isEmpty());
        boolean first = !check.known();
        if (check.found(failure, clock.instant())) {
            if (phase == Phase.DRAINING) {
                LOG.debug("{}: {}", check.name(), failure);
            } else if (failure.isEmpty()) {
                LOG.info("{} is up", check.name());
            } else if (first) {
                LOG.info("{} is not up yet: {}", check.name(), failure);
            } else {
                LOG.warn("{} is down: {}", check.name(), failure);
            }
            update();
        }
    }

    private void update() {
        boolean ready = phase == Phase.SERVING;
        List<Check> found = new ArrayList<>();
        for (WatchedCheck check : checks.values()) {
            ready &= check.lets();
            found.add(check.now());
        }
        HealthReport next = new HealthReport(phase, ready, found);
        HealthReport before = report;
        if (next.equals(before)) {
            return;
        }
        report = next;
        if (next.ready() != before.ready()) {
            telemetry.ready(next.ready());
            LOG.info("{}", next.ready() ? "ready" : "not ready: " + next.reason());
        }
        for (Consumer<HealthReport> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException failure) {
                LOG.error("a listener failed", failure);
            }
        }
    }
}
