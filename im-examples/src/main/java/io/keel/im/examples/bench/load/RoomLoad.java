package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.nio.ByteBuffer;

/**
 * A room of which a few members write: each of them has so many messages on their way, always. A message has arrived when
 * everyone else has it, and its sender the acknowledgement.
 */
final class RoomLoad implements Load {

    /** As many as a connection may have unanswered. */
    private static final int RING = 256;

    private final Wire wire;
    private final int window;
    private final int others;
    private final Sender[] senders;
    private final int[][] missing;
    private final long[] expected;
    private final Tally tally = new Tally();
    private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);
    private boolean sending;

    RoomLoad(Conversing conversing, String room, int senderCount, int window, Numbering numbering) {
        this.wire = conversing.wire();
        this.window = window;
        int members = wire.connections().size();
        this.others = members - 1;
        this.senders = new Sender[senderCount];
        this.missing = new int[senderCount][RING];
        this.expected = new long[senderCount * members];
        for (int i = 0; i < senderCount; i++) {
            senders[i] = numbering.sender(conversing, i, conversing.dialect().toRoom(i, room));
            for (int member = 0; member < members; member++) {
                expected[member * senderCount + i] = senders[i].next();
            }
        }
    }

    @Override
    public void start() {
        sending = true;
        tally.begin(System.nanoTime());
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
        long next = expected[connection.index() * senders.length + sender]++;
        if (number != next || connection.index() == sender) {
            throw new TroubleException(
                    "connection " + connection.index() + " got " + number + " of " + sender + " instead of " + next);
        }
        tally.delivered(senders[sender].sentAt(number), wire.readAt());
        if (--missing[sender][(int) (number % RING)] == 0) {
            senders[sender].delivered(number);
        }
    }

    @Override
    public void acknowledged(Connection connection, long number) {
        senders[connection.index()].acknowledged(number);
    }

    @Override
    public void turnEnded() {
        if (!sending) {
            return;
        }
        long now = System.nanoTime();
        for (int i = 0; i < senders.length; i++) {
            int room = window - senders[i].outstanding();
            if (room > 0) {
                for (int k = 0; k < room; k++) {
                    missing[i][(int) ((senders[i].next() + k) % RING)] = others;
                }
                senders[i].send(room, now, out, wire);
            }
        }
    }
}
