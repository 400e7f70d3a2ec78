package io.keel.im.gateway;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.RateLimiter;
import io.keel.im.spi.RateLimiter.Grant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets that all gateways share, as one gateway sees them. A limiter that fails or keeps silent is left alone for a second, in
 * which the gateway keeps to its own buckets. A user who was told to wait is not asked for again before that: a flood at one
 * gateway costs the limiter a question per token. Safe for use by several threads.
 */
final class SharedRates {

    private static final Logger LOG = LoggerFactory.getLogger(SharedRates.class);

    /** Longer is not worth waiting for: senders wait with it. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final @Nullable RateLimiter limiter;
    private final LongSupplier nanos;
    private final AtomicLong restsUntil = new AtomicLong();
    private final Map<UserId, Told> told = new ConcurrentHashMap<>();

    /**
     * Until when a user was told to wait.
     *
     * @param limit by which: under another one the wait is another
     * @param until nanoseconds of the monotonic clock
     */
    private record Told(RateLimit limit, long until) {}

    /**
     * Makes it.
     *
     * @param limiter null for none
     * @param nanos a monotonic clock that starts at 0
     */
    SharedRates(@Nullable RateLimiter limiter, LongSupplier nanos) {
        this.limiter = limiter;
        this.nanos = nanos;
    }

    /** Tells whether sends are to be cleared here, and not by the gateway's own buckets. */
    boolean on(GatewayLimits limits, long now) {
        return limiter != null && limits.sharedSends() && now >= restsUntil.get();
    }

    /** Returns for how many milliseconds a user has still to wait, as it was told; 0 for one who may ask. */
    long look(UserId user, RateLimit limit, long now) {
        Told before = told.get(user);
        if (before == null || before.until() <= now || !before.limit().equals(limit)) {
            return 0;
        }
        return (before.until() - now + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }

    /** Takes tokens; the stage fails, soon, when they cannot be had. */
    CompletionStage<Map<UserId, Grant>> take(Map<UserId, Integer> demands, RateLimit limit) {
        return answer(demands, limit)
                .toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((grants, failure) -> {
                    if (failure != null) {
                        rest(failure);
                    } else {
                        grants.forEach((user, grant) -> note(user, grant, limit, nanos.getAsLong()));
                    }
                });
    }

    private CompletionStage<Map<UserId, Grant>> answer(Map<UserId, Integer> demands, RateLimit limit) {
        try {
            return limiter == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("no limiter"))
                    : limiter.take(demands, limit);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void note(UserId user, Grant grant, RateLimit limit, long answered) {
        if (grant.retryAfterMillis() > 0) {
            told.put(user, new Told(limit, answered + grant.retryAfterMillis() * NANOS_PER_MILLI));
        }
    }

    private void rest(Throwable failure) {
        long now = nanos.getAsLong();
        if (restsUntil.getAndSet(now + REST_NANOS) <= now) {
            LOG.warn(
                    "the shared limit of sends is away, for a second this gateway keeps its own: {}",
                    failure.toString());
        }
    }

    /** Forgets who has waited. */
    void sweep(long now) {
        told.values().removeIf(each -> each.until() <= now);
    }
}
