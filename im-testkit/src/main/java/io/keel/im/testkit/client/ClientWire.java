package io.keel.im.testkit.client;

import io.keel.im.protocol.v1.ServerFrame;
import java.time.Duration;

/** How a scripted client reaches its gateway. Used by one thread; the receiver may be called by others. */
interface ClientWire {
    /** Sends one encoded frame. */
    void send(byte[] frame);

    /** Lets things happen, for at most {@code limit}; returns early when something has. */
    void turn(Duration limit) throws InterruptedException;

    /** Lets things happen until nothing more does. */
    void settle() throws InterruptedException;

    /** Stops, or resumes, taking what the gateway writes, like a client whose network hangs. */
    void reads(boolean on);

    /** Ends the connection from the client's side. */
    void close();

    /** Hears what comes from the gateway. */
    interface Receiver {
        void received(ServerFrame frame);

        /** The gateway, or the network, has closed the connection. */
        void closed(int code, String reason);

        /** Something came that is no frame. */
        void broken(Exception cause);
    }
}
