package io.keel.im.spi.telemetry;

/** Why somebody who wants to connect gets no connection. */
public enum TurnedAway {
    /** The page that it comes from is not allowed here. */
    ORIGIN,
    /** There is a limit, of its address or of the gateway; {@link RequestTelemetry#limited} tells which. */
    LIMIT,
    /** The gateway is leaving. */
    LEAVING
}
