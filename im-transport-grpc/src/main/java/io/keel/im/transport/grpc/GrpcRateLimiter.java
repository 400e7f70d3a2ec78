package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.RateLimiter;
import io.keel.im.transport.grpc.v1.RateLimitsGrpc;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The buckets that another process keeps for all gateways. */
public final class GrpcRateLimiter implements RateLimiter {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcRateLimiter(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<Map<UserId, Grant>> take(Map<UserId, Integer> demands, RateLimit limit) {
        return peer.call(RateLimitsGrpc.getTakeMethod(), WireRates.of(demands, limit), WireRates::grants);
    }
}
