package io.keel.im.gateway;

import io.keel.im.UserId;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.protocol.EncodedPayload;
import io.keel.im.spi.Bus;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import io.keel.im.spi.Payload;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.trace.Hop;
import io.keel.im.spi.trace.Step;
import java.time.InstantSource;
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
    private final Tracing tracing;
    private final Wakefulness wakefulness;
    private final InstantSource clock;

    /**
     * Who watches.
     *
     * @param telemetry hears what happens
     * @param tracing follows messages
     */
    record Watchers(Telemetry telemetry, Tracing tracing) {}

    Deliveries(Registry registry, Rooms rooms, Watchers watchers, Wakefulness wakefulness, InstantSource clock) {
        this.registry = registry;
        this.rooms = rooms;
        this.telemetry = watchers.telemetry();
        this.tracing = watchers.tracing();
        this.wakefulness = wakefulness;
        this.clock = clock;
    }

    @Override
    public void handle(List<Downlink> records) {
        if (wakefulness.slept()) {
            return;
        }
        ByLane batches = new ByLane(records.size());
        Step step = tracing.on() ? tracing.begin(Hop.DELIVER, Downlink.messages(records)) : Step.NONE;
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
        tell(batches);
        step.end(null);
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
        if (here) {
            came(push.notice(), batches);
        } else {
            telemetry.wasted(1);
        }
    }

    private void toRoom(Downlink.ToRoom push, ByLane batches) {
        Payload payload = EncodedPayload.of(push.notice());
        Set<LaneState> lanes = rooms.lanes(push.group());
        if (lanes.isEmpty()) {
            telemetry.wasted(1);
            rooms.tell(push.group());
        } else {
            came(push.notice(), batches);
        }
        for (LaneState lane : lanes) {
            batches.of(lane).act(() -> rooms.push(push.group(), lane, payload, push.except()));
        }
    }

    /** Notes which message was under way longest: its id bears the time at which its sender's gateway took it. */
    private static void came(Notice notice, ByLane batches) {
        if (notice instanceof Notice.Said said) {
            batches.firstId = Math.min(batches.firstId, said.message().messageId());
        }
    }

    private void tell(ByLane batches) {
        if (batches.firstId != ByLane.NONE) {
            telemetry.delivered(Math.max(0, clock.millis() - SnowflakeIds.millisOf(batches.firstId)));
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

        private static final long NONE = Long.MAX_VALUE;

        private final List<LaneBatch> batches = new ArrayList<>(4);
        private final int expected;

        /** The smallest id, and so the oldest, of the messages among them. */
        private long firstId = NONE;

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
