package io.keel.im.gateway;

import io.keel.im.spi.ClientChannel;
import java.time.Duration;

/** Tells whether a client is still there: whether it authenticates, speaks and reads. Used on the channel's lane. */
final class Vitals {

    private final ClientChannel channel;
    private final long opened;
    private long heard;
    private long written;
    private long progressed;
    private long heartbeat;

    Vitals(ClientChannel channel, long now, Duration heartbeat) {
        this.channel = channel;
        this.heartbeat = heartbeat.toNanos();
        this.opened = now;
        this.heard = now;
        this.progressed = now;
    }

    /** Keeps to what the client was told, whatever others are told later. */
    void promised(Duration told) {
        heartbeat = told.toNanos();
    }

    void heard(long now) {
        heard = now;
    }

    /** Tells whether it should have authenticated by now. */
    boolean overdue(long now, Duration allowed) {
        return now - opened >= allowed.toNanos();
    }

    /** Tells whether it has been silent for 2.5 heartbeats. */
    boolean silent(long now) {
        return now - heard > heartbeat / 2 * 5;
    }

    /** Tells whether it has read nothing at all for longer than that though something waited; asked at every tick. */
    boolean stalled(long now, Duration allowed) {
        long taken = channel.writtenBytes();
        if (channel.pendingBytes() == 0 || taken != written) {
            written = taken;
            progressed = now;
        }
        return now - progressed > allowed.toNanos();
    }
}
