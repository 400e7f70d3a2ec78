package io.keel.im.websocket;

import io.keel.im.websocket.http.HostNetwork;
import java.util.HashMap;
import java.util.Map;

/** How many clients there are of each address. Safe for use by several threads. */
final class AddressCounts {

    private final Map<HostNetwork, Integer> counts = new HashMap<>();

    /** Counts a client in, if there is room for one more of its address. */
    synchronized boolean enter(String address, int limit) {
        HostNetwork network = HostNetwork.of(address);
        int count = counts.getOrDefault(network, 0);
        if (count >= limit) {
            return false;
        }
        counts.put(network, count + 1);
        return true;
    }

    /** Counts a client out. */
    synchronized void leave(String address) {
        counts.computeIfPresent(HostNetwork.of(address), (network, count) -> count > 1 ? count - 1 : null);
    }
}
