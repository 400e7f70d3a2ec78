package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;

/**
 * Pairs of users at a fixed rate, whatever the server does: latencies count from the moment at which a message was to be
 * sent, so that a pause of the server is seen by all the messages that it delays.
 */
final class PacedLoad implements Load {

    private final Wire wire;
    private final long intervalNanos;
    private final Sender[] senders;
    private final long[] expected;
    private final Tally tally = new Tally();
    private final ByteBuffer out = ByteBuffer.allocateDirect(4 * 1024);
    private boolean sending;
    private long nextAt;
    private int nextPair;

    PacedLoad(Conversing conversing, int pairs, int perSecond, Numbering numbering) {
        this.wire = conversing.wire();
        this.intervalNanos = 1_000_000_000L / perSecond;
        this.senders = new Sender[pairs];
        this.expected = new long[pairs];
        for (int i = 0; i < pairs; i++) {
            senders[i] =
                    numbering.sender(conversing, 2 * i, conversing.dialect().toOne(2 * i, 2 * i + 1));
            expected[i] = senders[i].next();
        }
    }

    @Override
    public void start() {
        sending = true;
        nextAt = System.nanoTime();
        tally.begin(nextAt);
    }

    @Override
    public void stop() {
        sending = false;
    }

    @Override
    public boolean settled() {
        for (Sender sender : senders) {
            if (sender.outstanding() > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public void ready(Connection connection) {}

    @Override
    public void delivered(Connection connection, int sender, long number) {
        int pair = sender / 2;
        if (connection.index() != sender + 1 || number != expected[pair]++) {
            throw new TroubleException("connection " + connection.index() + " got " + number + " of " + sender);
        }
        tally.delivered(senders[pair].sentAt(number), wire.readAt());
        senders[pair].delivered(number);
    }

    @Override
    public void acknowledged(Connection connection, long number) {
        senders[connection.index() / 2].acknowledged(number);
    }

    @Override
    public void turnEnded() {
        long now = System.nanoTime();
        while (sending && now >= nextAt) {
            senders[nextPair].send(1, nextAt, out, wire);
            nextPair = (nextPair + 1) % senders.length;
            nextAt += intervalNanos;
        }
    }
}
