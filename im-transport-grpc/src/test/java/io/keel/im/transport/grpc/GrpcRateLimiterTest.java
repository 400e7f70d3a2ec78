package io.keel.im.transport.grpc;

import io.keel.im.memory.MemoryRateLimiter;
import io.keel.im.spi.RateLimiter;
import io.keel.im.testkit.tck.RateLimiterTck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

class GrpcRateLimiterTest extends RateLimiterTck {

    private final Link link = Link.overLoopback();
    private final AtomicLong nanos = new AtomicLong();

    @Override
    protected List<RateLimiter> newLimiters() {
        GrpcPeer peer = link.to(server -> server.export(new MemoryRateLimiter(nanos::get)));
        return List.of(new GrpcRateLimiter(peer), new GrpcRateLimiter(peer));
    }

    @Override
    protected void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @AfterEach
    void unlink() {
        link.close();
    }
}
