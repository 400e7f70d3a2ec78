package io.keel.im.spi.telemetry;

/** Hears what a gateway brings to its clients. */
public interface DeliveryTelemetry {

    /** Frames were handed to clients as pushes. */
    default void pushed(int frames) {}

    /**
     * Messages have come together to a gateway that holds receivers of them, about to be written to them.
     *
     * @param millis since the sender's gateway took the oldest of them, in milliseconds, by the clocks of two machines; 0 when they
     *     contradict
     */
    default void delivered(long millis) {}

    /** Pushes came to a gateway that holds none of their receivers any more. */
    default void wasted(int pushes) {}

    /** Pushes were dropped because clients read too slowly. */
    default void dropped(int frames) {}
}
