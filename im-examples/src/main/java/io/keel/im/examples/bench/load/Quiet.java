package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.TroubleException;

/** Between two runs: control frames are answered, and a message is a mistake. */
final class Quiet implements Events {

    @Override
    public void ready(Connection connection) {}

    @Override
    public void delivered(Connection connection, int sender, long number) {
        throw new TroubleException(
                "connection " + connection.index() + " got message " + number + " of " + sender + " after the run");
    }

    @Override
    public void acknowledged(Connection connection, long number) {
        throw new TroubleException("an acknowledgement of " + number + " after the run");
    }

    @Override
    public void turnEnded() {}
}
