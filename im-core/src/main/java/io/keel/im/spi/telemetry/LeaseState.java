package io.keel.im.spi.telemetry;

/** The state of a lease, as its holder knows it. */
public enum LeaseState {
    /** It is held, and renewed in time. */
    HELD,
    /** It could not be renewed in time; it may be over. */
    DOUBTFUL,
    /** It was lost without being given back. */
    LOST,
    /** It was given back. */
    RELEASED
}
