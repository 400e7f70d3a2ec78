package io.keel.im.spi.telemetry;

/** Hears how the bus fares. How far behind it is, is a {@link Gauge}. */
public interface BusTelemetry {

    /** Records were given to the bus's engine. */
    default void published(Route route, int records) {}

    /** Records that the bus had taken did not reach its engine. */
    default void failed(Route route, int records) {}

    /** Records came from the bus's engine. */
    default void received(Route route, int records) {}

    /** What a handler failed is handed over again. */
    default void redelivered(Route route, int records) {}

    /** A way that the bus goes. */
    enum Route {
        /** Commands, from gateways to logic. */
        UPLINK,
        /** Pushes and answers, from logic to gateways. */
        DOWNLINK,
        /** Tasks, from logic to jobs. */
        TASKS,
        /** What could not be handled, for humans. */
        DEAD_LETTERS
    }
}
