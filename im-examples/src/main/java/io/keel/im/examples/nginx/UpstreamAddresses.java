package io.keel.im.examples.nginx;

import io.keel.im.spi.ServiceInstance;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where gateways are reached, as nginx may be told. */
final class UpstreamAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamAddresses.class);

    /** A name or an address of version 4 or 6, and a port: nothing by which one could write more than that into a configuration. */
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}");

    private UpstreamAddresses() {}

    /** The addresses, each once, in an order that depends on nothing else; those that are none are logged and left out. */
    static List<String> of(Collection<ServiceInstance> gateways) {
        return gateways.stream()
                .map(ServiceInstance::address)
                .filter(UpstreamAddresses::isAddress)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isAddress(String address) {
        boolean good = ADDRESS.matcher(address).matches();
        if (!good) {
            LOG.warn("a gateway's address is left out, it is not host:port: {}", address.replaceAll("[^ -~]", "?"));
        }
        return good;
    }
}
