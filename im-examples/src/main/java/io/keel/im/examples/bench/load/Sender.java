package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;

/** One connection that sends numbered messages, and how far they have come. */
final class Sender {

    /** More than any window: the ring of send times never wraps onto an outstanding message. */
    private static final int RING = 4096;

    private final Connection connection;
    private final SendTemplate template;
    private final boolean acknowledged;
    private final long[] sentAt = new long[RING];
    private final Window acknowledgements;
    private final Window deliveries;
    private long next;

    Sender(Connection connection, SendTemplate template, boolean acknowledged, long first) {
        this.connection = connection;
        this.template = template;
        this.acknowledged = acknowledged;
        this.next = first;
        this.acknowledgements = new Window(first);
        this.deliveries = new Window(first);
    }

    /** The number of the next message. */
    long next() {
        return next;
    }

    /** Messages that are on their way: not delivered to all, or not acknowledged. */
    int outstanding() {
        long first = deliveries.first();
        if (acknowledged) {
            first = Math.min(first, acknowledgements.first());
        }
        return (int) (next - first);
    }

    void delivered(long number) {
        deliveries.settle(number);
    }

    void acknowledged(long number) {
        acknowledgements.settle(number);
    }

    /** When this message was sent, or was to be sent. */
    long sentAt(long number) {
        return sentAt[(int) (number % RING)];
    }

    /** Sends so many messages by one write. */
    void send(int count, long now, ByteBuffer out, Wire wire) {
        out.clear();
        for (int i = 0; i < count; i++) {
            sentAt[(int) (next % RING)] = now;
            template.append(out, next++);
        }
        wire.send(connection, out.flip());
    }
}
