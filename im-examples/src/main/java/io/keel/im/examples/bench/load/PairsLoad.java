package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Pairs of users, of whom the first writes to the second: each sender has so many messages on their way, always. */
final class PairsLoad implements Load {

    private final Wire wire;
    private final int window;
    private final Sender[] senders;
    private final long[] expected;
    private final boolean[] touched;
    private final List<Integer> dirty = new ArrayList<>();
    private final Tally tally = new Tally();
    private final ByteBuffer out = ByteBuffer.allocateDirect(256 * 1024);
    private boolean sending;

    PairsLoad(Conversing conversing, int pairs, int window, Numbering numbering) {
        this.wire = conversing.wire();
        this.window = window;
        this.senders = new Sender[pairs];
        this.expected = new long[pairs];
        this.touched = new boolean[pairs];
        for (int i = 0; i < pairs; i++) {
            senders[i] =
                    numbering.sender(conversing, 2 * i, conversing.dialect().toOne(2 * i, 2 * i + 1));
            expected[i] = senders[i].next();
        }
    }

    @Override
    public void start() {
        sending = true;
        tally.begin(System.nanoTime());
        for (int i = 0; i < senders.length; i++) {
            touch(i);
        }
        turnEnded();
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
        if (connection.index() != sender + 1) {
            throw new TroubleException("connection " + connection.index() + " got a message of " + sender);
        }
        if (number != expected[pair]++) {
            throw new TroubleException(
                    "connection " + connection.index() + " got " + number + " instead of " + (expected[pair] - 1));
        }
        tally.delivered(senders[pair].sentAt(number), wire.readAt());
        senders[pair].delivered(number);
        touch(pair);
    }

    @Override
    public void acknowledged(Connection connection, long number) {
        senders[connection.index() / 2].acknowledged(number);
        touch(connection.index() / 2);
    }

    @Override
    public void turnEnded() {
        if (sending) {
            long now = System.nanoTime();
            for (int pair : dirty) {
                int room = window - senders[pair].outstanding();
                if (room > 0) {
                    senders[pair].send(room, now, out, wire);
                }
            }
        }
        for (int pair : dirty) {
            touched[pair] = false;
        }
        dirty.clear();
    }

    private void touch(int pair) {
        if (!touched[pair]) {
            touched[pair] = true;
            dirty.add(pair);
        }
    }
}
