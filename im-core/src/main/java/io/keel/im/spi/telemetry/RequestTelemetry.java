package io.keel.im.spi.telemetry;

import io.keel.im.ErrorCode;

/** Hears what clients ask of a gateway and what they are told. */
public interface RequestTelemetry {

    /** Commands were taken by the bus: messages, recalls, changes of groups. */
    default void accepted(int commands) {}

    /**
     * Commands were answered with success, together: under load many are, and each alone would cost more to tell than to answer.
     *
     * @param commands how many
     * @param nanos from a frame to its answer, in nanoseconds: of the one that waited longest
     */
    default void answered(int commands, long nanos) {}

    /** A request, of whatever kind, was refused or failed. */
    default void refused(ErrorCode code) {}

    /** Something was refused by a limit; of a request {@link #refused} is told as well. */
    default void limited(Limit limit) {}
}
