package io.keel.im.spi;

/** A running watch, of services or of configuration. */
public interface Watch extends AutoCloseable {

    /** Ends it; the listener may still hear what is on its way. Closing twice is harmless. */
    @Override
    void close();
}
