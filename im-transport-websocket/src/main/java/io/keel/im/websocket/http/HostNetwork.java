package io.keel.im.websocket.http;

/**
 * What limits by address count as one: an IPv4 address, or a /64 of IPv6, all of which one host has.
 *
 * @param prefix the address, or its first four groups
 */
public record HostNetwork(String prefix) {

    private static final int GROUPS = 4;

    /** The one that an address is in; the address with all its groups and without a port. */
    public static HostNetwork of(String address) {
        int end = -1;
        for (int groups = 0; groups < GROUPS; groups++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return new HostNetwork(address);
            }
        }
        return new HostNetwork(address.substring(0, end));
    }
}
