package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.TroubleException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Brings connections up, so many at a time, until the server has greeted all of them. */
final class Opening implements Events {

    private final Conversing conversing;
    private final int first;
    private final int count;
    private final int atOnce;
    private final Tally tally = new Tally();
    private int opened;
    private int ready;

    Opening(Conversing conversing, int first, int count, int atOnce) {
        this.conversing = conversing;
        this.first = first;
        this.count = count;
        this.atOnce = atOnce;
    }

    /** Runs to its end, or to the deadline in nanoseconds of {@link System#nanoTime()}. */
    Tally run(long deadline) throws IOException {
        tally.begin(System.nanoTime());
        turnEnded();
        while (ready < count) {
            conversing.turn(this, 100);
            if (System.nanoTime() > deadline) {
                throw new TroubleException("only " + ready + " of " + count + " connections came up");
            }
        }
        return tally;
    }

    @Override
    public void ready(Connection connection) {
        connection.greeted();
        ready++;
        tally.delivered(connection.openedAt(), System.nanoTime());
    }

    @Override
    public void delivered(Connection connection, int sender, long number) {
        throw new TroubleException("a message while nobody sends");
    }

    @Override
    public void acknowledged(Connection connection, long number) {
        throw new TroubleException("an acknowledgement while nobody sends");
    }

    @Override
    public void turnEnded() {
        try {
            while (opened < count && opened - ready < atOnce) {
                conversing.wire().open(first + opened++);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
