package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;

/** What the load learns from its connections, on the client's one thread. */
interface Events {

    /** The server is ready for this connection. */
    void ready(Connection connection);

    /** A message has come: the number that its sender gave it. */
    void delivered(Connection connection, int sender, long number);

    /** The server has accepted the message with this number. */
    void acknowledged(Connection connection, long number);

    /** Whatever had to be read in this turn has been read. */
    void turnEnded();
}
