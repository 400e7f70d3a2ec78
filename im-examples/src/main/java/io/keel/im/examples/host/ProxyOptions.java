package io.keel.im.examples.host;

import java.util.List;
import picocli.CommandLine.Option;

/** The option that says which proxies are believed, for every command that serves clients. */
public final class ProxyOptions {

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "Proxies before this process, or networks such as 10.0.0.0/8, whose X-Forwarded-For tells where"
                            + " clients come from; nobody's when unset.")
    private List<String> trusted = List.of();

    /** Addresses and networks, as they were given. */
    public List<String> trusted() {
        return trusted;
    }
}
