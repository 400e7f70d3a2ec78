package io.keel.im.gateway;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import io.keel.im.rate.TokenBucket;
import java.util.concurrent.ConcurrentHashMap;

/** One bucket per user that has sent lately, over all its connections: a new connection does not fill it. */
final class SendRates {

    private final ConcurrentHashMap<UserId, TokenBucket> buckets = new ConcurrentHashMap<>();

    /** Takes a token of a user; returns 0, or how many milliseconds to wait for one. */
    long take(UserId user, RateLimit limit, long now) {
        TokenBucket bucket = buckets.get(user);
        if (bucket == null) {
            bucket = buckets.computeIfAbsent(user, first -> new TokenBucket());
        }
        return bucket.take(limit, now);
    }

    /** Takes nothing; returns 0 if there is a token of a user, or how many milliseconds to wait for one. */
    long look(UserId user, RateLimit limit, long now) {
        TokenBucket bucket = buckets.get(user);
        return bucket == null ? 0 : bucket.look(limit, now);
    }

    /** Forgets the buckets that are full. A token taken at that moment may be forgiven. */
    void sweep(long now) {
        buckets.values().removeIf(bucket -> bucket.isFull(now));
    }

    int size() {
        return buckets.size();
    }
}
