package io.keel.im.examples.embedded;

import io.keel.im.examples.host.ChatSettings;
import java.util.List;

/**
 * What the embedded example can be told.
 *
 * @param host the address to listen on; empty for all
 * @param port the port to listen on; 0 for any free one
 * @param chat the rules of the chat
 * @param proxies who is believed about where clients come from
 * @param eventLoops how many threads serve sockets; 0 for one per core
 */
public record EmbeddedOptions(String host, int port, ChatSettings chat, List<String> proxies, int eventLoops) {

    /** What the example does unless told otherwise, on a port of its own choice. */
    public static EmbeddedOptions onAnyPort() {
        return onPort(0);
    }

    /** What the example does unless told otherwise, on one port. */
    public static EmbeddedOptions onPort(int port) {
        return new EmbeddedOptions("", port, ChatSettings.defaults(), List.of(), 0);
    }
}
