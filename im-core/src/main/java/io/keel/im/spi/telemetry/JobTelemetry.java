package io.keel.im.spi.telemetry;

/** Hears what jobs do. Names of jobs and duties are few and fixed. */
public interface JobTelemetry {

    /** Says that this job is done here, so that its figures are there from the beginning. */
    default void hasJob(String job) {}

    /** Says that this duty is done here in turn, so that its figures are there from the beginning. */
    default void hasDuty(String duty) {}

    /**
     * A job has done its part about some tasks, or failed.
     *
     * @param job its name
     * @param tasks how many tasks it was given at once
     * @param done whether they were done
     * @param nanos what it took, in nanoseconds
     */
    default void worked(String job, int tasks, boolean done, long nanos) {}

    /**
     * It was this process's turn to do a duty, and it was done, or failed.
     *
     * @param duty its name
     * @param done whether it was done
     * @param nanos what it took, in nanoseconds
     */
    default void duty(String duty, boolean done, long nanos) {}
}
