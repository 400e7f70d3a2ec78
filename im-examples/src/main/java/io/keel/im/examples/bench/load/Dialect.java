package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.Handshake;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;

/** How one server is spoken to. Used on one thread. */
interface Dialect extends Handshake {

    /** Whether each message is acknowledged to its sender. */
    boolean acknowledges();

    /** A message from one connection to another. */
    SendTemplate toOne(int from, int to);

    /** A message to everybody in a room; a server with one room only ignores its name. */
    SendTemplate toRoom(int from, String room);

    /**
     * Reads one data frame.
     *
     * @throws TroubleException when the server says that something is wrong
     */
    void read(Connection connection, ByteBuffer in, int from, int to, Wire wire, Events events);
}
