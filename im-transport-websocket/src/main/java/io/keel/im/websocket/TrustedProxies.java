package io.keel.im.websocket;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose word counts about where a client comes from. A proxy adds the address that it sees to the end of {@code X-Forwarded-For}; what
 * stands before that anybody may have written. So the list is read from its end, for as long as those who wrote it are trusted.
 */
final class TrustedProxies {

    private static final String HEADER = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> trusted;

    /**
     * Makes a list.
     *
     * @param networks addresses, or networks such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException if one is neither
     */
    TrustedProxies(Collection<String> networks) {
        this.trusted = networks.stream().map(TrustedProxies::rule).toList();
    }

    /** Where a client comes from: the peer, or whom it speaks for. */
    String client(@Nullable SocketAddress peer, HttpHeaders headers) {
        if (trusted.isEmpty() || !(peer instanceof InetSocketAddress socket) || !trusts(socket.getAddress())) {
            return Addresses.host(peer);
        }
        InetAddress client = socket.getAddress();
        String[] hops = String.join(",", headers.getAll(HEADER)).split(",");
        for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
            InetAddress hop = parsed(hops[i].strip());
            if (hop == null) {
                break;
            }
            client = hop;
        }
        return Addresses.host(new InetSocketAddress(client, 0));
    }

    private boolean trusts(@Nullable InetAddress address) {
        if (address == null) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    /** An address, with or without a port; null for anything else, a name above all, which would be looked up. */
    private static @Nullable InetAddress parsed(String hop) {
        String bare = hop;
        int end = hop.indexOf(']');
        if (hop.startsWith("[") && end > 0) {
            bare = hop.substring(1, end);
        } else if (hop.indexOf(':') == hop.lastIndexOf(':') && hop.indexOf(':') > 0) {
            bare = hop.substring(0, hop.indexOf(':'));
        }
        return NetUtil.createInetAddressFromIpAddressString(bare);
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        InetAddress address =
                NetUtil.createInetAddressFromIpAddressString(slash < 0 ? network : network.substring(0, slash));
        if (address == null) {
            throw malformed(network);
        }
        int bits = address.getAddress().length * Byte.SIZE;
        try {
            int prefix = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
            return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException outOfRange) {
            throw malformed(network);
        }
    }

    private static IllegalArgumentException malformed(String network) {
        return new IllegalArgumentException("proxy: " + network + " (expected: an address, or such as 10.0.0.0/8)");
    }
}
