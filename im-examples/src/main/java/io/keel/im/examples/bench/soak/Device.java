package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.Handshake;
import io.keel.im.examples.wire.KeelAccess;

/** How the users of the soak come: all with a device of this name. */
record Device(KeelAccess access, String name) implements Handshake {

    @Override
    public String target(int index) {
        return access.target(KeelAccess.user(index), name);
    }

    @Override
    public String subprotocol() {
        return "im.v1.protobuf";
    }
}
