package io.keel.im.gateway;

import io.keel.im.protocol.EncodedPayload;
import io.keel.im.protocol.WireNotices;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Payload;
import io.keel.im.spi.Telemetry;
import org.jspecify.annotations.Nullable;

/**
 * What goes out to one client, within its bound. Past it pushes are dropped, and the client is told {@code behind} once what waits
 * for it is gone; replies are never dropped, but nothing more is read from that client until then. Used on the channel's lane.
 */
final class Outflow {

    private static final Payload BEHIND = EncodedPayload.of(WireNotices.behind());

    private final ClientChannel channel;
    private final Telemetry telemetry;
    private boolean behind;
    private boolean paused;

    Outflow(ClientChannel channel, Telemetry telemetry) {
        this.channel = channel;
        this.telemetry = telemetry;
    }

    /** Pushes within the bound, or drops. */
    void push(Payload payload, long inboxSeq, long bound) {
        if (behind) {
            telemetry.dropped(1);
        } else if (channel.pendingBytes() > bound) {
            behind = true;
            telemetry.dropped(1);
        } else {
            channel.send(null, inboxSeq, payload);
        }
    }

    /** Replies, and stops reading past the bound. */
    void reply(@Nullable String id, long inboxSeq, Payload payload, long bound) {
        channel.send(id, inboxSeq, payload);
        if (!paused && channel.pendingBytes() > bound) {
            paused = true;
            channel.reading(false);
        }
    }

    /** Notes that a push was lost on its way here. */
    void lost() {
        if (channel.pendingBytes() > 0) {
            behind = true;
        } else {
            channel.send(null, ClientChannel.NO_INBOX_SEQ, BEHIND);
        }
    }

    /** Tells whether no request is to be served until what waits is gone. */
    boolean paused() {
        return paused;
    }

    /** Nothing waits any more; tells whether that ends a pause. */
    boolean drained() {
        if (behind) {
            behind = false;
            channel.send(null, ClientChannel.NO_INBOX_SEQ, BEHIND);
        }
        boolean wasPaused = paused;
        paused = false;
        return wasPaused;
    }
}
