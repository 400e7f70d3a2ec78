package io.keel.im.examples.role;

import io.keel.im.examples.UsageException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Under which host the others reach this process. */
final class AdvertisedHost {

    /** Stands for the address that this machine's name leads to; in a container that is the container's. */
    static final String AUTO = "auto";

    private AdvertisedHost() {}

    /**
     * Returns the host to show.
     *
     * @param told a host, or {@value #AUTO}
     * @throws UsageException if the machine's name leads nowhere, or to the machine itself alone
     */
    static String of(String told) {
        if (!told.equals(AUTO)) {
            return told;
        }
        try {
            InetAddress own = InetAddress.getLocalHost();
            if (own.isLoopbackAddress()) {
                throw new UsageException("--advertise: auto: this machine's name leads to " + own.getHostAddress()
                        + "; give the address by which the others reach it");
            }
            return own instanceof Inet6Address ? "[" + own.getHostAddress() + "]" : own.getHostAddress();
        } catch (UnknownHostException e) {
            throw new UsageException("--advertise: auto: this machine's name leads nowhere; give an address", e);
        }
    }
}
