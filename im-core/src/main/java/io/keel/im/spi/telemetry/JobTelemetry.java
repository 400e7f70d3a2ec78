package io.keel.im.spi.telemetry;

/** Hears what jobs do. */
public interface JobTelemetry {

    /**
     * Tasks were done, or failed.
     *
     * @param kind of what kind they are
     * @param tasks how many
     * @param done whether they were done
     * @param nanos what it took, in nanoseconds
     */
    default void worked(String kind, int tasks, boolean done, long nanos) {}

    /**
     * It was this process's turn to do a duty, and it was done, or failed.
     *
     * @param duty its name
     * @param done whether it was done
     * @param nanos what it took, in nanoseconds
     */
    default void duty(String duty, boolean done, long nanos) {}
}
