package io.keel.im.gateway;

import io.keel.im.spi.ClientChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The gateway role: holds the connections of clients. Safe for use by several threads. */
public final class Gateway {

    /**
     * Takes a new connection; called on the channel's lane. Without a token the first frame must be {@code auth}. A token that is
     * not valid closes the channel with 4001; the answer may come later, and frames received in between wait.
     *
     * @param token the token that came with the connection request
     * @param device the device that came with it; made up when absent
     */
    public ClientConnection connect(ClientChannel channel, Optional<String> token, Optional<String> device) {
        throw new UnsupportedOperationException();
    }

    /** Tells whether new clients should come here: false while draining. */
    public boolean ready() {
        throw new UnsupportedOperationException();
    }

    /**
     * Leaves: is not ready any more, tells clients {@code goAway} in jittered waves, lets requests in flight finish, closes every
     * connection with 1001.
     *
     * @param deadline how long all of it may take
     * @return ends when the last connection is closed
     */
    public CompletionStage<Void> drain(Duration deadline) {
        throw new UnsupportedOperationException();
    }
}
