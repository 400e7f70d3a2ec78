package io.keel.im.examples.embedded;

import java.time.Duration;

/**
 * What the embedded example can be told.
 *
 * @param host the address to listen on; empty for all
 * @param port the port to listen on; 0 for any free one
 * @param ratePerSecond how many messages a user may send a second
 * @param rateBurst how many messages a user may send at once
 * @param heartbeat after what silence clients send a ping
 * @param writeDiffusionLimit up to how many members a group's messages are written to every inbox
 * @param recallWindow for how long a sender may recall a message
 * @param eventLoops how many threads serve sockets; 0 for one per core
 */
public record EmbeddedOptions(
        String host,
        int port,
        double ratePerSecond,
        int rateBurst,
        Duration heartbeat,
        int writeDiffusionLimit,
        Duration recallWindow,
        int eventLoops) {

    /** What the example does unless told otherwise, on a port of its own choice. */
    public static EmbeddedOptions onAnyPort() {
        return onPort(0);
    }

    /** What the example does unless told otherwise, on one port. */
    public static EmbeddedOptions onPort(int port) {
        return new EmbeddedOptions("", port, 1, 5, Duration.ofSeconds(30), 500, Duration.ofMinutes(2), 0);
    }
}
