package io.keel.im.examples.role;

/** A running role. */
interface Role extends AutoCloseable {

    /** The base of its HTTP addresses: health and metrics, and of a gateway the chat. */
    String url();

    /** Leaves the registry, finishes what is in flight, and ends. Closing twice is harmless. */
    @Override
    void close();
}
