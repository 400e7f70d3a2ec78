package io.keel.im.examples.wire;

import org.jspecify.annotations.Nullable;

/** How a connection introduces itself. */
public interface Handshake {

    /** The request target of the upgrade of the connection with this index. */
    String target(int index);

    /** The subprotocol to ask for, if any. */
    @Nullable
    String subprotocol();
}
