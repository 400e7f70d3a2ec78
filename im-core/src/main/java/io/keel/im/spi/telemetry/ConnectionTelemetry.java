package io.keel.im.spi.telemetry;

import io.keel.im.spi.CloseCode;

/** Hears how clients come to a gateway and go. */
public interface ConnectionTelemetry {

    /** A client has been welcomed. */
    default void connected() {}

    /** A welcomed client is gone, whoever ended it. */
    default void disconnected() {}

    /**
     * A client has been welcomed, and this is how long it took.
     *
     * @param nanos from its token to its welcome, in nanoseconds
     */
    default void greeted(long nanos) {}

    /** The gateway ended a connection, welcomed or not. */
    default void closed(CloseCode code) {}

    /** Somebody was turned away before there was a connection. */
    default void turnedAway(TurnedAway reason) {}
}
