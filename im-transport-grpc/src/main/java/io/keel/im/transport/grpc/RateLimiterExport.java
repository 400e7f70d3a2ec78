package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.spi.RateLimiter;
import io.keel.im.transport.grpc.v1.RateLimitsGrpc;
import io.keel.im.transport.grpc.v1.TakeTokens;
import io.keel.im.transport.grpc.v1.TokenGrants;

/** Offers a {@link RateLimiter} to other processes. */
final class RateLimiterExport extends RateLimitsGrpc.RateLimitsImplBase {

    private final RateLimiter limiter;

    RateLimiterExport(RateLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public void take(TakeTokens request, StreamObserver<TokenGrants> observer) {
        Answering.answer(
                observer, () -> limiter.take(WireRates.demands(request), WireRates.limit(request)), WireRates::of);
    }
}
