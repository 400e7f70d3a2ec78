package io.keel.im.spi.telemetry;

/** Hears how a process stands among the others. */
public interface ProcessTelemetry {

    /**
     * A configuration has come.
     *
     * @param revision the one in force since then
     * @param problems how many values of the newest one are bad; while there are any, it is not in force
     */
    default void configuration(long revision, int problems) {}

    /** A lease has changed its state; told of its first state too. The name is short and fixed: {@code service}, {@code worker}. */
    default void lease(String lease, LeaseState state) {}

    /** This process makes ids by a worker id from now on; {@code -1}: by none. */
    default void workerId(int worker) {}

    /** Something that readiness rests on was found well or not; told at each look. The name is short and fixed. */
    default void healthy(String condition, boolean well) {}

    /** This process may be given work from now on, or may not. */
    default void ready(boolean ready) {}

    /** This process is leaving, and this much is left to finish: connections of a gateway, batches, calls; 0 at the end. */
    default void draining(int left) {}
}
