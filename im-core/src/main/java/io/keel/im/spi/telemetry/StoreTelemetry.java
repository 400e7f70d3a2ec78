package io.keel.im.spi.telemetry;

/** Hears how a store does its writing. */
public interface StoreTelemetry {

    /**
     * A transaction was committed.
     *
     * @param commands of how many commands it was, of several batches perhaps
     * @param nanos from its beginning to its end, in nanoseconds
     */
    default void committed(int commands, long nanos) {}

    /** A transaction met another one (a deadlock, a lock that was not had in time, a key that was there already) and is run again. */
    default void collided() {}
}
