package io.keel.im.spi;

/**
 * The body of a frame, encoded at most once per encoding and shared by all its receivers. Safe for use by several threads.
 */
public interface Payload {

    /**
     * Returns the encoded body: what follows a frame's head, to the frame's end. The array is shared: do not change it.
     */
    byte[] bytes(Encoding encoding);
}
