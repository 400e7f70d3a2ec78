package io.keel.im.examples.role;

import java.util.List;

/** What the roles are called in the registry. */
public final class Services {

    /** All of them, in the order in which a message meets them. */
    public static final List<String> ALL = List.of(
            GatewayRole.SERVICE, LogicRole.SERVICE, SessionRole.SERVICE, DataProxyRole.SERVICE, JobRole.SERVICE);

    private Services() {}
}
