package io.keel.im.spi.telemetry;

/** The state of a circuit breaker. */
public enum BreakerState {
    /** Calls go through. */
    CLOSED,
    /** A few calls go through to see whether it is well again. */
    HALF_OPEN,
    /** No call goes through. */
    OPEN
}
