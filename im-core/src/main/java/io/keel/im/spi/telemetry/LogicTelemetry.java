package io.keel.im.spi.telemetry;

import io.keel.im.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Hears what logic decides, stores and tells. */
public interface LogicTelemetry {

    /**
     * A batch was stored.
     *
     * @param messages how many messages and events
     * @param nanos what the store took for it, in nanoseconds
     */
    default void stored(int messages, long nanos) {}

    /**
     * A batch was told to those whom it concerns. {@code receivers / messages} is what a message grows to, {@code records / batches}
     * what the bus carries for it.
     *
     * @param commands how many commands the batch was of
     * @param records how many records the bus was given for gateways
     * @param receivers how many users are named in them; those of a read-diffused group are not named
     */
    default void told(int commands, int records, int receivers) {}

    /** A batch came to nothing because a dependency is down, and will be handed over again. */
    default void postponed(int commands) {}

    /** A command that cannot be handled was put aside. */
    default void buried() {}

    /**
     * A query was answered.
     *
     * @param code why it was refused or failed; null when it was not
     * @param nanos what it took, in nanoseconds
     */
    default void queried(@Nullable ErrorCode code, long nanos) {}
}
