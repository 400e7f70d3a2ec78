package io.keel.im.spi;

import org.jspecify.annotations.Nullable;

/**
 * A transport's half of one client connection. All methods are called on its {@link #lane()}, but for {@link #encoding()}
 * and {@link #lane()} themselves.
 *
 * <p>The transport buffers what it is given, writes it in order and merges writes. It never refuses: the gateway asks for
 * {@link #pendingBytes()} and stops by itself, and the transport reports when they are gone.
 */
public interface ClientChannel {

    /** Stands for "no inbox position". */
    long NO_INBOX_SEQ = -1;

    /** The encoding that the client chose; never changes. */
    Encoding encoding();

    /** The thread that writes this channel; never changes. */
    Lane lane();

    /** Where the client connects from, for limits by address; never shown to other clients. */
    String remoteAddress();

    /**
     * Writes a frame; after {@link #close} it is dropped.
     *
     * @param id the id of the request that it answers; null for a push
     * @param inboxSeq the receiver's inbox position; {@link #NO_INBOX_SEQ} for none
     * @param payload the rest of the frame, shared by its receivers
     */
    void send(@Nullable String id, long inboxSeq, Payload payload);

    /** How many bytes were given to {@link #send} and not yet taken by the network. */
    long pendingBytes();

    /** How many bytes the network has taken in all; grows while the client reads. */
    long writtenBytes();

    /** Stops or resumes reading requests from the client. */
    void reading(boolean on);

    /** Writes what is pending, then closes. Closing twice is harmless. */
    void close(CloseCode code, String reason);
}
