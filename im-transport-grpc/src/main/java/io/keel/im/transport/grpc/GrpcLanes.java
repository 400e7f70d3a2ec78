package io.keel.im.transport.grpc;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The lanes of one server, given to its streams in turn. */
final class GrpcLanes implements AutoCloseable {

    private final List<GrpcLane> lanes;
    private final AtomicInteger given = new AtomicInteger();

    GrpcLanes(int count) {
        lanes = IntStream.range(0, count)
                .mapToObj(i -> new GrpcLane("im-grpc-lane-" + i))
                .toList();
    }

    GrpcLane next() {
        return lanes.get(Math.floorMod(given.getAndIncrement(), lanes.size()));
    }

    @Override
    public void close() {
        lanes.forEach(GrpcLane::close);
    }
}
