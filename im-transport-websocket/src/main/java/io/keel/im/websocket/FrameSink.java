package io.keel.im.websocket;

import io.keel.im.spi.CloseCode;

/**
 * Hears what a {@link FrameReader} takes from the stream. Arrays are the reader's own and change after the call. Called on the
 * connection's loop.
 */
interface FrameSink {

    /** Tells whether messages of a kind are welcome; those that are not break the connection. */
    boolean takes(boolean text);

    /** A whole message came in, put together if it came in fragments, and valid UTF-8 if it is text. */
    void message(boolean text, byte[] bytes, int offset, int length);

    /** A ping came in, to be answered with the same bytes. */
    void ping(byte[] bytes, int offset, int length);

    /** A pong came in. */
    void pong();

    /** The peer closes; nothing is read after this. */
    void peerCloses(ClosePayload payload);

    /** The peer broke the protocol; nothing is read after this. */
    void violated(CloseCode code, String reason);
}
