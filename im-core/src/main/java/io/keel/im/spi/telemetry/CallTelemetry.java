package io.keel.im.spi.telemetry;

/**
 * Hears how calls of what a process depends on go: of engines and of other roles. A dependency's name is short and fixed, such as
 * {@code mysql}, {@code redis}, {@code etcd}, {@code kafka}, {@code logic}, {@code session}.
 */
public interface CallTelemetry {

    /** Says that there will be calls of this dependency, so that its figures are there from the beginning. */
    default void dependsOn(String dependency) {}

    /**
     * A call has ended.
     *
     * @param dependency whom it was for
     * @param outcome how it ended
     * @param nanos what it took, waiting included, in nanoseconds
     */
    default void called(String dependency, CallOutcome outcome, long nanos) {}

    /** A breaker has changed its state; told of its first state too. */
    default void breaker(String dependency, BreakerState state) {}

    /** Something was done without the dependency, as is laid down for when it is away. */
    default void fellBack(String dependency) {}
}
