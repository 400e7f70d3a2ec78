package io.keel.im.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has still to write, as bytes, in order.
 *
 * <p>Frames are appended to one buffer, which leaves whole when the loop's flusher comes by: copying a few hundred bytes is cheaper
 * than an entry, a reference count and a place in a gathering write for each of them. While the network has not taken what was
 * written before, the buffer goes on gathering, so that a slow reader costs bytes and not entries. A buffer that is full waits
 * behind the ones before it, and the next is begun.
 */
final class Outbox {

    /** A buffer is full at this size: small enough that {@link #writtenBytes} grows steadily while a slow client reads. */
    private static final int FULL = 16 * 1024;

    /** Bodies from this size on are shared by their receivers instead of copied for each. */
    private static final int SHARED = 8 * 1024;

    /** Past this a connection's bytes are not held for company. */
    private static final int HEAVY = 256 * 1024;

    /** A buffer begins with this, or with what the one before came to: it grows by being copied. */
    private static final int FIRST = 512;

    private final Channel channel;
    private final LoopFlusher flusher;
    private final Runnable drained;

    private @Nullable ByteBuf gathering;
    private int expected = FIRST;
    private long given;
    private long taken;
    private int writes;
    private int unflushed;
    private boolean dirty;
    private boolean appending;
    private boolean closed;

    /**
     * Makes an outbox.
     *
     * @param drained runs when the network has taken everything; never inside {@link #append}
     */
    Outbox(Channel channel, LoopFlusher flusher, Runnable drained) {
        this.channel = channel;
        this.flusher = flusher;
        this.drained = drained;
    }

    /** A frame is about to be put together for this. */
    void expect() {
        if (!dirty && !closed) {
            dirty = true;
            flusher.add(this);
        }
    }

    /**
     * Appends a frame.
     *
     * @param head holds the frame's header and what else comes before its body
     * @param from where that begins
     * @param to where it ends
     * @param body the rest; shared, not changed
     */
    void append(byte[] head, int from, int to, byte[] body) {
        if (closed) {
            return;
        }
        boolean shared = body.length >= SHARED;
        int copied = to - from + (shared ? 0 : body.length);
        ByteBuf buffer = gathering;
        if (buffer == null) {
            buffer = channel.alloc().ioBuffer(Math.max(expected, copied));
            gathering = buffer;
        }
        buffer.writeBytes(head, from, to - from);
        given += to - from + body.length;
        if (shared) {
            gathering = null;
            write(buffer);
            write(flusher.share(body, channel.alloc()));
        } else {
            buffer.writeBytes(body);
            if (buffer.readableBytes() >= FULL) {
                gathering = null;
                write(buffer);
            }
        }
        expect();
        if (given - taken > HEAVY && writes == unflushed) {
            leave();
        }
    }

    /** Writes what has been gathered before the flusher comes by; runs nothing of core's. */
    void leave() {
        appending = true;
        flush();
        appending = false;
    }

    /** Bytes appended and not yet taken by the network. */
    long pendingBytes() {
        return given - taken;
    }

    /** Bytes taken by the network. */
    long writtenBytes() {
        return taken;
    }

    /** The flusher comes by. */
    void turnEnds() {
        dirty = false;
        flush();
        tellIfDrained();
    }

    /** Appends nothing any more; calls back when all of it has left, or cannot leave. */
    void finish(ChannelFutureListener listener) {
        ByteBuf last = gathering == null ? channel.alloc().ioBuffer(0, 0) : gathering;
        gathering = null;
        closed = true;
        channel.writeAndFlush(last).addListener(listener);
    }

    /** Drops what has not been written. */
    void close() {
        closed = true;
        if (gathering != null) {
            gathering.release();
            gathering = null;
        }
    }

    /** Writes what has been gathered, unless the network has still to take what was written before. */
    private void flush() {
        ByteBuf buffer = gathering;
        if (closed || writes > unflushed) {
            return;
        }
        gathering = null;
        if (unflushed > 0) {
            if (buffer != null) {
                write(buffer);
            }
            unflushed = 0;
            channel.flush();
        } else if (buffer != null) {
            int length = buffer.readableBytes();
            expected = Math.max(FIRST, Math.min(length + (length >> 2), FULL));
            ChannelFuture write = channel.writeAndFlush(buffer);
            if (write.isSuccess()) {
                // The common case: the network took it at once, and nobody has to be told.
                taken += length;
            } else {
                writes++;
                write.addListener(done -> written(length, done.isSuccess()));
            }
        }
    }

    private void write(ByteBuf buffer) {
        int length = buffer.readableBytes();
        writes++;
        unflushed++;
        channel.write(buffer).addListener(done -> written(length, done.isSuccess()));
    }

    private void written(int length, boolean success) {
        writes--;
        if (!success) {
            close();
            return;
        }
        taken += length;
        if (writes == unflushed && !appending) {
            flush();
            tellIfDrained();
        }
    }

    private void tellIfDrained() {
        if (given == taken && !closed) {
            drained.run();
        }
    }
}
