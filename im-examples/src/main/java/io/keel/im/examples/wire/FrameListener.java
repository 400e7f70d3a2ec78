package io.keel.im.examples.wire;

import java.nio.ByteBuffer;

/** Is told what comes in, on the wire's thread. */
public interface FrameListener {

    /**
     * One whole text or binary frame, between two absolute positions of a buffer that is used again afterwards.
     *
     * @throws TroubleException when it is not what it ought to be; it passes through {@link Wire#turn}
     */
    void frame(Connection connection, ByteBuffer in, int from, int to);

    /** All that could be read in this turn has been told. */
    void turnEnded();
}
