package io.keel.im.spi;

import io.keel.im.ErrorCode;

/** Hears what happens, for metrics. Every method does nothing by default, must answer at once and may be called from any thread. */
public interface Telemetry {

    /** Hears nothing. */
    Telemetry NONE = new Telemetry() {};

    /** A client has been welcomed. */
    default void connected() {}

    /** A welcomed client is gone. */
    default void disconnected() {}

    /** A request was refused or failed. */
    default void refused(ErrorCode code) {}

    /** A batch was stored. */
    default void stored(int messages, long nanos) {}

    /** Frames were handed to clients as pushes. */
    default void pushed(int frames) {}

    /** Pushes came to a gateway that holds none of their receivers any more. */
    default void wasted(int pushes) {}

    /** Pushes were dropped because clients read too slowly. */
    default void dropped(int frames) {}
}
