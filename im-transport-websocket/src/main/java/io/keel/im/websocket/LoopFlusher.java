package io.keel.im.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.SingleThreadEventLoop;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the connections of one loop have gathered, one write for each, when the loop has nothing more to read.
 *
 * <p>It runs at the end of a turn of the loop: after the sockets that were ready have been read and the tasks have run. If there was
 * something to read in that turn there is probably more, so it lets the loop look again, without waiting, and writes at the end of
 * a turn that read nothing. So the messages of several senders to one room leave in one segment per member, while one frame alone
 * that concerns its sender and one receiver waits for no look, and what its receiver gets not even for the sender's answer to be
 * put together. It holds for a bounded number of turns and a bounded time only, lest readers starve while senders never pause, and
 * not at all for a connection with much to write.
 */
final class LoopFlusher {

    private static final int MAX_TURNS = 16;
    private static final long MAX_NANOS = TimeUnit.MICROSECONDS.toNanos(2000);

    /** Whom one frame concerns when it is no room's: its sender and one receiver. */
    private static final int TWO = 2;

    private final SingleThreadEventLoop events;
    private final LongSupplier nanos;
    private final Runnable turnEnds = this::turnEnds;
    private final Runnable nextTurn = this::awaitEndOfTurn;

    private @Nullable Outbox[] dirty = new Outbox[64];
    private @Nullable Outbox[] spare = new Outbox[64];
    private int count;
    private final SharedBlock shared = new SharedBlock();
    private boolean armed;
    private int frames;
    private int turns;
    private long since;

    /**
     * Makes the flusher of a loop.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    LoopFlusher(SingleThreadEventLoop events, LongSupplier nanos) {
        this.events = events;
        this.nanos = nanos;
    }

    /** A connection of this loop has read a frame in this turn. */
    void hasRead() {
        frames++;
    }

    /** Has the connection written soon; called once until then, before what it writes is put together. */
    void add(Outbox outbox) {
        Outbox first = dirty[0];
        if (count == 1 && frames == 1 && first != null) {
            // The receiver's: pushes come before answers.
            first.leave();
        }
        if (count == dirty.length) {
            dirty = Arrays.copyOf(dirty, count * 2);
        }
        dirty[count++] = outbox;
        if (!armed) {
            armed = true;
            turns = 0;
            since = nanos.getAsLong();
            awaitEndOfTurn();
        }
    }

    /** Makes a buffer of a large body, one for all the connections of this loop that write it in this turn. */
    ByteBuf share(byte[] body, ByteBufAllocator allocator) {
        return shared.of(body, allocator);
    }

    private void awaitEndOfTurn() {
        events.executeAfterEventLoopIteration(turnEnds);
    }

    private void turnEnds() {
        if (finds() && ++turns < MAX_TURNS && nanos.getAsLong() - since < MAX_NANOS) {
            frames = 0;
            // A task, so that the loop does not wait; run at the end of a turn, it would run again in the same one.
            events.execute(nextTurn);
            return;
        }
        frames = 0;
        armed = false;
        flush();
    }

    /** Tells whether another look is likely to find more to write: not after one frame alone, of one to another. */
    private boolean finds() {
        return frames > 1 || (frames == 1 && count > TWO);
    }

    /** What is written to while this runs, by what core does when a connection has drained, is for the next turn. */
    private void flush() {
        @Nullable Outbox[] batch = dirty;
        int size = count;
        dirty = spare;
        spare = batch;
        count = 0;
        shared.release();
        for (int i = 0; i < size; i++) {
            Outbox outbox = batch[i];
            batch[i] = null;
            if (outbox != null) {
                outbox.turnEnds();
            }
        }
    }
}
