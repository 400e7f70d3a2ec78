package io.keel.im.gateway;

import io.keel.im.DeviceId;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.Decoded;
import io.keel.im.protocol.FrameCodec;
import io.keel.im.protocol.Request;
import io.keel.im.protocol.Requests;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Payload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection before its welcome. It reads the credentials; then, while they are looked into, pushes wait for the welcome, and what
 * groups the user leaves is kept in mind, for the list of its groups may have been made before that. Bounded. Used on the connection's
 * lane.
 */
final class Newcomer {

    private static final int MAX_HELD = 1_024;

    private final Connection connection;
    private final @Nullable DeviceId named;
    private final List<Held> held = new ArrayList<>(0);
    private final Set<GroupId> left = new HashSet<>(0);

    private record Held(Payload payload, long inboxSeq) {}

    /**
     * Makes a newcomer.
     *
     * @param named the device that the connection request named; null for none
     */
    Newcomer(Connection connection, @Nullable DeviceId named) {
        this.connection = connection;
        this.named = named;
    }

    /** Reads the first frame, and has the client greeted or turned away. */
    void authenticate(byte[] bytes, int offset, int length) {
        Decoded decoded = FrameCodec.of(connection.channel().encoding()).decode(bytes, offset, length);
        if (!(decoded instanceof Decoded.Frame first) || !first.frame().hasAuth()) {
            connection.close(CloseCode.UNAUTHENTICATED, "the first frame must be auth");
            return;
        }
        Request request = Requests.auth(first.frame().getAuth());
        if (request instanceof Request.OfAuth auth) {
            connection.greet(new Greeting.Credentials(
                    auth.token(),
                    auth.device() == null ? named : auth.device(),
                    first.frame().hasId() ? first.frame().getId() : null));
        } else {
            connection.close(
                    CloseCode.UNAUTHENTICATED,
                    ((Request.Invalid) request).refusal().message());
        }
    }

    /** Holds a push back; false when there is no room. */
    boolean hold(Payload payload, long inboxSeq) {
        return held.size() < MAX_HELD && held.add(new Held(payload, inboxSeq));
    }

    /** Lets go of what was held back, but for what stands in the inbox at or below its head. */
    void release(long inboxHead) {
        for (Held each : held) {
            if (each.inboxSeq() < 0 || each.inboxSeq() > inboxHead) {
                connection.push(each.payload(), each.inboxSeq());
            }
        }
    }

    /** Notes that the user has left a group. */
    void left(GroupId group) {
        left.add(group);
    }

    /** Notes that the user is a member again. */
    void rejoined(GroupId group) {
        left.remove(group);
    }

    boolean hasLeft(GroupId group) {
        return left.contains(group);
    }
}
