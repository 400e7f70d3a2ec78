package io.keel.im.websocket;

import io.keel.im.spi.Lane;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;

/** One event loop as core sees it, with what its connections share: the flusher and two scratch arrays. */
final class Loop implements Lane {

    /** Room for the longest id and an inbox position, in either encoding. */
    private static final int HEAD = 512;

    private final SingleThreadEventLoop events;
    private final LoopFlusher flusher;
    private final byte[] inbound;
    private final byte[] outbound = new byte[FrameHeader.ROOM + HEAD];

    /**
     * Makes the view of a loop.
     *
     * @param largestMessage the limit of inbound messages, in bytes
     */
    Loop(SingleThreadEventLoop events, int largestMessage) {
        this.events = events;
        this.flusher = new LoopFlusher(events, System::nanoTime);
        this.inbound = new byte[Math.max(largestMessage, FrameHeader.MAX_CONTROL)];
    }

    LoopFlusher flusher() {
        return flusher;
    }

    /** Where a frame is unmasked; good until the next one. */
    byte[] inbound() {
        return inbound;
    }

    /** Where the head of an outbound frame is put together; good until the next one. */
    byte[] outbound() {
        return outbound;
    }

    /** Writes a whole frame to one of this loop's connections. */
    void write(Outbox outbox, int opcode, byte[] payload) {
        int from = FrameHeader.writeBefore(outbound, FrameHeader.ROOM, opcode, payload.length);
        outbox.append(outbound, from, FrameHeader.ROOM, payload);
    }

    @Override
    public void execute(Runnable task) {
        events.execute(task);
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        ScheduledFuture<?> scheduled =
                events.schedule(task, delay.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
