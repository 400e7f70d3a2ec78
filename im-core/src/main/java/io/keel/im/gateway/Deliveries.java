package io.keel.im.gateway;

import io.keel.im.UserId;
import io.keel.im.protocol.EncodedPayload;
import io.keel.im.spi.Bus;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Payload;
import io.keel.im.spi.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what logic pushes to the local connections: sorts it by lane, so that each lane is woken once for all of it, and encodes each
 * notice once. Safe for use by several threads; what one caller hands over reaches a connection in order.
 */
final class Deliveries implements Bus.DownlinkHandler {

    private final Registry registry;
    private final Rooms rooms;
    private final Telemetry telemetry;
    private final Wakefulness wakefulness;

    Deliveries(Registry registry, Rooms rooms, Telemetry telemetry, Wakefulness wakefulness) {
        this.registry = registry;
        this.rooms = rooms;
        this.telemetry = telemetry;
        this.wakefulness = wakefulness;
    }

    @Override
    public void handle(List<Downlink> records) {
        if (wakefulness.slept()) {
            return;
        }
        ByLane batches = new ByLane(records.size());
        for (Downlink record : records) {
            if (record instanceof Downlink.ToUsers push) {
                toUsers(push, batches);
            } else if (record instanceof Downlink.Reply reply) {
                Connection connection = batches.find(reply.connection());
                if (connection != null) {
                    batches.of(connection.laneState()).answer(connection, reply.submission(), reply.answer());
                }
            } else if (record instanceof Downlink.ToRoom push) {
                toRoom(push, batches);
            } else if (record instanceof Downlink.RoomChange change) {
                join(change, batches);
                leave(change, batches);
            } else if (record instanceof Downlink.Kick kick) {
                kick(kick, batches);
            } else if (record instanceof Downlink.Revoke revoke) {
                revoke(revoke, batches);
            }
        }
        batches.run();
    }

    private void toUsers(Downlink.ToUsers push, ByLane batches) {
        Payload payload = EncodedPayload.of(push.notice());
        Connection[][] receivers = batches.of(push.users());
        long @Nullable [] seqs = push.inboxSeqs();
        boolean here = false;
        for (int i = 0; i < receivers.length; i++) {
            for (Connection connection : receivers[i]) {
                here = true;
                if (push.except() == null || !connection.is(push.except())) {
                    batches.of(connection.laneState())
                            .push(connection, payload, seqs == null ? ClientChannel.NO_INBOX_SEQ : seqs[i]);
                }
            }
        }
        if (!here) {
            telemetry.wasted(1);
        }
    }

    private void toRoom(Downlink.ToRoom push, ByLane batches) {
        Payload payload = EncodedPayload.of(push.notice());
        Set<LaneState> lanes = rooms.lanes(push.group());
        if (lanes.isEmpty()) {
            telemetry.wasted(1);
            rooms.tell(push.group());
        }
        for (LaneState lane : lanes) {
            batches.of(lane).act(() -> rooms.push(push.group(), lane, payload, push.except()));
        }
    }

    private void join(Downlink.RoomChange change, ByLane batches) {
        boolean nobody = !change.joined().isEmpty();
        for (UserId user : change.joined()) {
            for (Connection connection : registry.of(user)) {
                nobody = false;
                rooms.expect(change.group(), connection.laneState());
                batches.of(connection.laneState()).act(() -> {
                    connection.joined(change.group());
                    return 0;
                });
            }
        }
        if (nobody) {
            // Logic, which looked before, has told the registry otherwise.
            rooms.tell(change.group());
        }
    }

    private void leave(Downlink.RoomChange change, ByLane batches) {
        for (UserId user : change.gone()) {
            for (Connection connection : registry.of(user)) {
                batches.of(connection.laneState()).act(() -> {
                    connection.left(change.group());
                    return 0;
                });
            }
        }
    }

    private void kick(Downlink.Kick kick, ByLane batches) {
        Connection connection = registry.find(kick.connection());
        if (connection != null) {
            batches.of(connection.laneState()).act(() -> {
                connection.kick(kick.reason());
                return 0;
            });
        }
    }

    private void revoke(Downlink.Revoke revoke, ByLane batches) {
        for (Connection connection : registry.of(revoke.user())) {
            batches.of(connection.laneState()).act(() -> {
                connection.revoke();
                return 0;
            });
        }
    }

    /**
     * What there is to write, by lane; and who was looked up last, for records of one conversation come one after the other. A
     * connection that comes meanwhile hears of none of them: all were stored before it asks for the head of its inbox.
     */
    private final class ByLane {

        private final List<LaneBatch> batches = new ArrayList<>(4);
        private final int expected;
        private List<UserId> lastUsers = List.of();
        private Connection[][] lastReceivers = {};
        private long lastId;
        private @Nullable Connection lastFound;

        ByLane(int expected) {
            this.expected = expected;
        }

        LaneBatch of(LaneState lane) {
            for (LaneBatch batch : batches) {
                if (batch.lane() == lane) {
                    return batch;
                }
            }
            LaneBatch batch = new LaneBatch(lane, telemetry, wakefulness, expected);
            batches.add(batch);
            return batch;
        }

        /** The connections of each of these users. */
        Connection[][] of(List<UserId> users) {
            if (!users.equals(lastUsers)) {
                lastReceivers = new Connection[users.size()][];
                for (int i = 0; i < lastReceivers.length; i++) {
                    lastReceivers[i] = registry.of(users.get(i));
                }
                lastUsers = users;
            }
            return lastReceivers;
        }

        @Nullable
        Connection find(long id) {
            if (lastFound == null || id != lastId) {
                lastFound = registry.find(id);
                lastId = id;
            }
            return lastFound;
        }

        void run() {
            for (LaneBatch batch : batches) {
                batch.lane().run(batch);
            }
        }
    }
}
