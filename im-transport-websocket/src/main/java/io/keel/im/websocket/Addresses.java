package io.keel.im.websocket;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses as text. */
final class Addresses {

    private Addresses() {}

    /** The IP address without a port and without a zone; empty when it is not known. */
    static String host(@Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return "";
        }
        String host = internet.getAddress().getHostAddress();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }
}
