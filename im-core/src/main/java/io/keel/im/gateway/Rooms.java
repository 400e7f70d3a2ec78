package io.keel.im.gateway;

import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Downlink.Except;
import io.keel.im.spi.Payload;
import io.keel.im.spi.SessionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The local members of read-diffused groups. A room has a shard for each lane that holds a member; a shard is touched by its lane
 * alone, so that a push to a room takes no lock.
 */
final class Rooms {

    private final Map<GroupId, Room> rooms = new ConcurrentHashMap<>();
    private final RoomHolds registry;

    Rooms(SessionRegistry sessions, GatewayId gateway) {
        this.registry = new RoomHolds(sessions, gateway, this::holds);
    }

    /** The members of one group, by lane. */
    private static final class Room {

        private final Map<LaneState, List<Connection>> shards = new ConcurrentHashMap<>();
        private int members;
        private volatile boolean held;

        /** Adds so many; tells whether it has got its first member, or lost its last one. */
        boolean add(int change) {
            members += change;
            boolean before = held;
            held = members > 0;
            return held != before;
        }
    }

    /** Announces that a lane is about to hold a member, so that what is pushed from now on goes there too. */
    void expect(GroupId group, LaneState lane) {
        rooms.compute(group, (id, present) -> {
            Room room = present == null ? new Room() : present;
            room.shards.computeIfAbsent(lane, first -> new ArrayList<>());
            return room;
        });
    }

    /** Adds a connection; called on its lane. Adding twice is harmless. */
    void join(GroupId group, Connection connection) {
        if (!connection.entered(group)) {
            return;
        }
        boolean[] turned = {false};
        rooms.compute(group, (id, present) -> {
            Room room = present == null ? new Room() : present;
            room.shards
                    .computeIfAbsent(connection.laneState(), first -> new ArrayList<>())
                    .add(connection);
            turned[0] = room.add(1);
            return room;
        });
        if (turned[0]) {
            registry.changed(group);
        }
    }

    /** Takes a connection out; called on its lane. Taking it out twice is harmless. */
    void leave(GroupId group, Connection connection) {
        connection.exited(group);
        remove(group, connection);
    }

    /** Takes a connection out of all its rooms; called on its lane. */
    void leaveAll(Connection connection) {
        for (GroupId group : connection.rooms()) {
            remove(group, connection);
        }
        connection.exitedAll();
    }

    private void remove(GroupId group, Connection connection) {
        boolean[] turned = {false};
        rooms.computeIfPresent(group, (id, room) -> {
            List<Connection> shard = room.shards.get(connection.laneState());
            boolean removed = shard != null && shard.remove(connection);
            if (shard != null && shard.isEmpty()) {
                room.shards.remove(connection.laneState());
            }
            turned[0] = removed && room.add(-1);
            return room.shards.isEmpty() ? null : room;
        });
        if (turned[0]) {
            registry.changed(group);
        }
    }

    /** Tells whether a group has a member here. */
    boolean holds(GroupId group) {
        Room room = rooms.get(group);
        return room != null && room.held;
    }

    /** The groups that have a member here. */
    List<GroupId> held() {
        return rooms.keySet().stream().filter(this::holds).toList();
    }

    /** Tells the session registry whether a group has a member here. */
    void tell(GroupId group) {
        registry.changed(group);
    }

    /** Tells the session registry what it could not be told before. */
    void retry() {
        registry.retry();
    }

    /** The lanes that hold a member of a group. */
    Set<LaneState> lanes(GroupId group) {
        Room room = rooms.get(group);
        return room == null ? Set.of() : room.shards.keySet();
    }

    /** Pushes to the members of a group on one lane, called on that lane; returns to how many. */
    int push(GroupId group, LaneState lane, Payload payload, @Nullable Except except) {
        Room room = rooms.get(group);
        List<Connection> shard = room == null ? null : room.shards.get(lane);
        if (shard == null) {
            return 0;
        }
        int pushed = 0;
        for (int i = 0; i < shard.size(); i++) {
            Connection member = shard.get(i);
            if (except == null || !member.is(except)) {
                member.push(payload, ClientChannel.NO_INBOX_SEQ);
                pushed++;
            }
        }
        return pushed;
    }
}
