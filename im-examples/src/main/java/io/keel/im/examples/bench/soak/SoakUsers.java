package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.Handshake;
import io.keel.im.examples.wire.KeelAccess;

/** How the users of the soak come: each with the one device. */
final class SoakUsers implements Handshake {

    static final String DEVICE = "soak";

    private final KeelAccess access;
    private final String device;

    SoakUsers(KeelAccess access, String device) {
        this.access = access;
        this.device = device;
    }

    static String name(int user) {
        return KeelAccess.user(user);
    }

    @Override
    public String target(int index) {
        return access.target(name(index), device);
    }

    @Override
    public String subprotocol() {
        return "im.v1.protobuf";
    }
}
