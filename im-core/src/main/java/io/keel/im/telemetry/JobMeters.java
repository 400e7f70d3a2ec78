package io.keel.im.telemetry;

import io.keel.im.spi.telemetry.JobTelemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** {@link Subject#JOBS}. */
final class JobMeters implements JobTelemetry {

    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Named<OfJob> jobs;
    private final Named<OfDuty> duties;

    private record OfJob(Timer done, Timer failed, Counter tasksDone, Counter tasksFailed) {}

    private record OfDuty(Timer done, Timer failed) {}

    JobMeters(Meters meters) {
        this.jobs = new Named<>(job -> new OfJob(
                meters.timer(Metric.TASK, job, DONE),
                meters.timer(Metric.TASK, job, FAILED),
                meters.counter(Metric.TASKS, job, DONE),
                meters.counter(Metric.TASKS, job, FAILED)));
        this.duties = new Named<>(
                duty -> new OfDuty(meters.timer(Metric.DUTY, duty, DONE), meters.timer(Metric.DUTY, duty, FAILED)));
    }

    @Override
    public void hasJob(String job) {
        jobs.of(job);
    }

    @Override
    public void hasDuty(String duty) {
        duties.of(duty);
    }

    @Override
    public void worked(String job, int tasks, boolean done, long nanos) {
        OfJob meters = jobs.of(job);
        (done ? meters.done() : meters.failed()).record(nanos, TimeUnit.NANOSECONDS);
        (done ? meters.tasksDone() : meters.tasksFailed()).increment(tasks);
    }

    @Override
    public void duty(String duty, boolean done, long nanos) {
        OfDuty meters = duties.of(duty);
        (done ? meters.done() : meters.failed()).record(nanos, TimeUnit.NANOSECONDS);
    }
}
