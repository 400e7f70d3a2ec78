package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import io.keel.im.rate.TokenBucket;
import io.keel.im.spi.RateLimiter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Buckets for the gateways of one JVM; those that are full are forgotten now and then. Safe for use by several threads. */
public final class MemoryRateLimiter implements RateLimiter {

    private static final int SWEEP_EVERY = 4_096;

    private final LongSupplier nanos;
    private final Map<UserId, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * Makes a limiter whose buckets are full.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    public MemoryRateLimiter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public CompletionStage<Map<UserId, Grant>> take(Map<UserId, Integer> demands, RateLimit limit) {
        long now = nanos.getAsLong();
        if (calls.incrementAndGet() % SWEEP_EVERY == 0) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        Map<UserId, Grant> grants = new HashMap<>(demands.size() * 2);
        demands.forEach((user, demand) ->
                grants.put(user, take(buckets.computeIfAbsent(user, first -> new TokenBucket()), demand, limit, now)));
        return CompletableFuture.completedFuture(grants);
    }

    private static Grant take(TokenBucket bucket, int demand, RateLimit limit, long now) {
        for (int tokens = 0; tokens < demand; tokens++) {
            long wait = bucket.take(limit, now);
            if (wait > 0) {
                return new Grant(tokens, wait);
            }
        }
        return new Grant(demand, 0);
    }
}
