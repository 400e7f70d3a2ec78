package io.keel.im.spi.telemetry;

import io.keel.im.ErrorCode;

/** Hears what clients ask of a gateway and what they are told. */
public interface RequestTelemetry {

    /** Commands were taken by the bus: messages, recalls, changes of groups. */
    default void accepted(int commands) {}

    /**
     * A command was answered with success.
     *
     * @param nanos from its frame to its answer, in nanoseconds
     */
    default void answered(long nanos) {}

    /** A request, of whatever kind, was refused or failed. */
    default void refused(ErrorCode code) {}

    /** Something was refused by a limit; of a request {@link #refused} is told as well. */
    default void limited(Limit limit) {}
}
