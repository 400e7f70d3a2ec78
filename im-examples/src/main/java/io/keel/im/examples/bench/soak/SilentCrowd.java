package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.FrameListener;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Clients that come, are greeted, say nothing and leave. */
final class SilentCrowd implements FrameListener {

    private static final long STAY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private int greeted;

    private SilentCrowd() {}

    static void visit(int port, Device device, int clients) throws IOException {
        SilentCrowd crowd = new SilentCrowd();
        try (Wire wire = new Wire(device, port)) {
            for (int i = 0; i < clients; i++) {
                wire.open(i);
            }
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (crowd.greeted < clients) {
                wire.turn(crowd, 100);
                if (System.nanoTime() > deadline) {
                    throw new TroubleException("of the second crowd " + crowd.greeted + " are greeted");
                }
            }
            long leave = System.nanoTime() + STAY_NANOS;
            while (System.nanoTime() < leave) {
                wire.turn(crowd, 100);
            }
        }
    }

    @Override
    public void frame(Connection connection, ByteBuffer in, int from, int to) {
        connection.greeted();
        greeted++;
    }

    @Override
    public void turnEnded() {}
}
