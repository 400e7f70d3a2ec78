package io.keel.im.spi;

/** Why a gateway ends a connection; the numbers are WebSocket close codes. */
public enum CloseCode {
    /** After {@code goAway}, or the gateway lost its lease, or the epoch changed. */
    GOING_AWAY(1001),
    /** The peer broke the transport's own protocol. */
    PROTOCOL_ERROR(1002),
    /** A frame of the wrong kind for the subprotocol. */
    UNSUPPORTED_DATA(1003),
    /** Text that is not UTF-8. */
    INVALID_PAYLOAD(1007),
    /** A frame larger than the limit. */
    TOO_LARGE(1009),
    /** Not authenticated, or not in time. */
    UNAUTHENTICATED(4001),
    /** Replaced by a newer connection, or kicked. */
    REPLACED(4003),
    /** Silent for 2.5 heartbeats. */
    SILENT(4004),
    /** Read nothing at all for 30 s with data waiting. */
    STALLED(4008),
    /** Too many frames in a row that do not parse. */
    UNPARSABLE(4009);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /** The WebSocket close code. */
    public int number() {
        return number;
    }
}
