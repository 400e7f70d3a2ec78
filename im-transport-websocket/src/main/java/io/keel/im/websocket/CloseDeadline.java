package io.keel.im.websocket;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * Cuts off a client that has been sent a close frame and does not end the connection: after two seconds, or, while it goes on
 * reading what was pending before that frame, after ten.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Nothing is left to do when closing fails.
final class CloseDeadline implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 5;

    private final Channel channel;
    private final Loop loop;
    private final Outbox outbox;
    private long written;
    private int tries = TRIES;
    private Runnable cancel = () -> {};

    private CloseDeadline(Channel channel, Loop loop, Outbox outbox) {
        this.channel = channel;
        this.loop = loop;
        this.outbox = outbox;
    }

    /** Begins, with the close frame written. */
    static void start(Channel channel, Loop loop, Outbox outbox) {
        CloseDeadline deadline = new CloseDeadline(channel, loop, outbox);
        deadline.await();
        channel.closeFuture().addListener(closed -> deadline.cancel.run());
    }

    @Override
    public void run() {
        boolean reads = outbox.pendingBytes() > 0 && outbox.writtenBytes() > written;
        if (reads && --tries > 0) {
            await();
        } else {
            channel.close();
        }
    }

    private void await() {
        written = outbox.writtenBytes();
        cancel = loop.schedule(this, PATIENCE);
    }
}
