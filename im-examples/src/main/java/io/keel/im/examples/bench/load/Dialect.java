package io.keel.im.examples.bench.load;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How one server is spoken to: its handshake, its frames. Stateless but for what it keeps in a {@link Connection}. */
interface Dialect {

    /** The request target of the upgrade of the connection with this index. */
    String target(int index);

    /** The subprotocol to ask for, if any. */
    @Nullable
    String subprotocol();

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
