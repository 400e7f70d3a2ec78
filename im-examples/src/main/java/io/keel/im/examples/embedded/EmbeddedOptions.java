package io.keel.im.examples.embedded;

import io.keel.im.examples.host.ChatSettings;

/**
 * What the embedded example can be told.
 *
 * @param host the address to listen on; empty for all
 * @param port the port to listen on; 0 for any free one
 * @param chat the rules of the chat
 * @param eventLoops how many threads serve sockets; 0 for one per core
 */
public record EmbeddedOptions(String host, int port, ChatSettings chat, int eventLoops) {

    /** What the example does unless told otherwise, on a port of its own choice. */
    public static EmbeddedOptions onAnyPort() {
        return onPort(0);
    }

    /** What the example does unless told otherwise, on one port. */
    public static EmbeddedOptions onPort(int port) {
        return new EmbeddedOptions("", port, ChatSettings.defaults(), 0);
    }
}
