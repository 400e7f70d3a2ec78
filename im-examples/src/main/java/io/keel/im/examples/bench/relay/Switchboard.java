package io.keel.im.examples.bench.relay;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Who is connected, by id and by event loop. */
final class Switchboard {

    private static final int IDS = 1 << 17;

    private final AtomicReferenceArray<@Nullable RelayConnection> byId = new AtomicReferenceArray<>(IDS);
    private final Map<EventExecutor, Lane> lanesByLoop = new HashMap<>();
    private final List<Lane> lanes;

    Switchboard(EventLoopGroup group) {
        for (EventExecutor loop : group) {
            lanesByLoop.put(loop, new Lane((EventLoop) loop));
        }
        lanes = List.copyOf(lanesByLoop.values());
    }

    List<Lane> lanes() {
        return lanes;
    }

    Lane lane(EventLoop loop) {
        Lane lane = lanesByLoop.get(loop);
        if (lane == null) {
            throw new IllegalArgumentException("event loop of another group");
        }
        return lane;
    }

    @Nullable
    RelayConnection find(int id) {
        return id >= 0 && id < IDS ? byId.get(id) : null;
    }

    void join(int id, RelayConnection connection) {
        byId.set(id, connection);
    }

    void leave(int id, RelayConnection connection) {
        byId.compareAndSet(id, connection, null);
    }
}
