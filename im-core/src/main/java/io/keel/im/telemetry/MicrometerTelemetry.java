package io.keel.im.telemetry;

import io.keel.im.ErrorCode;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.telemetry.Gauge;
import io.keel.im.spi.telemetry.LeaseState;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.spi.telemetry.TurnedAway;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens in a Micrometer registry of the host's, under the names of {@link Metric}. All of them are there from the
 * beginning; those of a dependency, a lease, a queue, a group or a job from when the part is made that has it.
 *
 * <p>No tag names a user, a conversation or an address. Needs micrometer-core on the class path. Telling it something takes no lock
 * and makes nothing. Safe for use by several threads.
 */
public final class MicrometerTelemetry implements Telemetry {

    private final ConnectionMeters connections;
    private final RequestMeters requests;
    private final DeliveryMeters deliveries;
    private final LogicMeters logic;
    private final StoreMeters store;
    private final BusMeters bus;
    private final CallMeters calls;
    private final JobMeters jobs;
    private final ProcessMeters process;
    private final Levels levels;

    private MicrometerTelemetry(Meters meters) {
        this.connections = new ConnectionMeters(meters);
        this.requests = new RequestMeters(meters);
        this.deliveries = new DeliveryMeters(meters);
        this.logic = new LogicMeters(meters);
        this.store = new StoreMeters(meters);
        this.bus = new BusMeters(meters);
        this.calls = new CallMeters(meters);
        this.jobs = new JobMeters(meters);
        this.process = new ProcessMeters(meters);
        this.levels = new Levels(meters);
    }

    /** Registers the figures of all subjects. */
    public static MicrometerTelemetry of(MeterRegistry registry) {
        return of(registry, EnumSet.allOf(Subject.class));
    }

    /**
     * Registers the figures of some subjects.
     *
     * @param subjects what this process has to do with; what is told of others is kept nowhere
     */
    public static MicrometerTelemetry of(MeterRegistry registry, Set<Subject> subjects) {
        return new MicrometerTelemetry(new Meters(registry, subjects));
    }

    @Override
    public void connected() {
        connections.connected();
    }

    @Override
    public void disconnected() {
        connections.disconnected();
    }

    @Override
    public void greeted(long nanos) {
        connections.greeted(nanos);
    }

    @Override
    public void closed(CloseCode code) {
        connections.closed(code);
    }

    @Override
    public void turnedAway(TurnedAway reason) {
        connections.turnedAway(reason);
    }

    @Override
    public void accepted(int commands) {
        requests.accepted(commands);
    }

    @Override
    public void answered(int commands, long nanos) {
        requests.answered(commands, nanos);
    }

    @Override
    public void refused(ErrorCode code) {
        requests.refused(code);
    }

    @Override
    public void limited(Limit limit) {
        requests.limited(limit);
    }

    @Override
    public void pushed(int frames) {
        deliveries.pushed(frames);
    }

    @Override
    public void delivered(long millis) {
        deliveries.delivered(millis);
    }

    @Override
    public void wasted(int pushes) {
        deliveries.wasted(pushes);
    }

    @Override
    public void dropped(int frames) {
        deliveries.dropped(frames);
    }

    @Override
    public void stored(int messages, long nanos) {
        logic.stored(messages, nanos);
    }

    @Override
    public void told(int commands, int records, int receivers) {
        logic.told(commands, records, receivers);
    }

    @Override
    public void postponed(int commands) {
        logic.postponed(commands);
    }

    @Override
    public void buried() {
        logic.buried();
    }

    @Override
    public void queried(@Nullable ErrorCode code, long nanos) {
        logic.queried(code, nanos);
    }

    @Override
    public void committed(int commands, long nanos) {
        store.committed(commands, nanos);
    }

    @Override
    public void collided() {
        store.collided();
    }

    @Override
    public void published(Route route, int records) {
        bus.published(route, records);
    }

    @Override
    public void failed(Route route, int records) {
        bus.failed(route, records);
    }

    @Override
    public void received(Route route, int records) {
        bus.received(route, records);
    }

    @Override
    public void redelivered(Route route, int records) {
        bus.redelivered(route, records);
    }

    @Override
    public void dependsOn(String dependency) {
        calls.dependsOn(dependency);
    }

    @Override
    public void called(String dependency, CallOutcome outcome, long nanos) {
        calls.called(dependency, outcome, nanos);
    }

    @Override
    public void breaker(String dependency, BreakerState state) {
        calls.breaker(dependency, state);
    }

    @Override
    public void fellBack(String dependency) {
        calls.fellBack(dependency);
    }

    @Override
    public void hasJob(String job) {
        jobs.hasJob(job);
    }

    @Override
    public void hasDuty(String duty) {
        jobs.hasDuty(duty);
    }

    @Override
    public void worked(String job, int tasks, boolean done, long nanos) {
        jobs.worked(job, tasks, done, nanos);
    }

    @Override
    public void duty(String duty, boolean done, long nanos) {
        jobs.duty(duty, done, nanos);
    }

    @Override
    public void configuration(long revision, int problems) {
        process.configuration(revision, problems);
    }

    @Override
    public void lease(String lease, LeaseState state) {
        process.lease(lease, state);
    }

    @Override
    public void workerId(int worker) {
        process.workerId(worker);
    }

    @Override
    public void healthy(String condition, boolean well) {
        process.healthy(condition, well);
    }

    @Override
    public void ready(boolean ready) {
        process.ready(ready);
    }

    @Override
    public void draining(int left) {
        process.draining(left);
    }

    @Override
    public Watch gauge(Gauge gauge, String of, LongSupplier level) {
        return levels.gauge(gauge, of, level);
    }
}
