package io.keel.im.spi;

/**
 * A 128-bit digest of a command as the client sent it.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Digest(long high, long low) {

    /** Of entries that bear no {@code clientMsgId}. */
    public static final Digest NONE = new Digest(0, 0);
}
