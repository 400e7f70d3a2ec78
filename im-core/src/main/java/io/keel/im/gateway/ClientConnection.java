package io.keel.im.gateway;

/**
 * The gateway's half of one client connection, for the transport to drive. All methods are called on the channel's lane; none
 * of them blocks.
 */
public interface ClientConnection {

    /**
     * A whole frame came in. The bytes are not kept.
     *
     * @param bytes the buffer that holds the frame's payload
     * @param offset where the payload begins
     * @param length how many bytes it has
     */
    void receive(byte[] bytes, int offset, int length);

    /** The client gave a sign of life that is no frame, such as a WebSocket ping. */
    void touched();

    /** What was given to the channel has been taken by the network, so that nothing is pending. */
    void drained();

    /** The transport's connection has ended, whoever ended it. Nothing is called after this. */
    void closed();
}
