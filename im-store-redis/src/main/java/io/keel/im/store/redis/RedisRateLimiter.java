package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.RateLimiter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Buckets as keys {@code send_rate:{user}}, which live until they are full; time is the server's. All users of one call are served
 * in one round trip. A Redis that forgets fills all buckets.
 */
public final class RedisRateLimiter implements RateLimiter {

    /** How many users one script serves: other callers' calls get in between. */
    private static final int USERS = 200;

    private final RedisConnection redis;

    private RedisRateLimiter(RedisConnection redis) {
        this.redis = redis;
    }

    /** Makes the port over a connection. */
    public static RedisRateLimiter over(RedisConnection redis) {
        return new RedisRateLimiter(redis);
    }

    @Override
    public CompletionStage<Map<UserId, Grant>> take(Map<UserId, Integer> demands, RateLimit limit) {
        List<Map.Entry<UserId, Integer>> all = List.copyOf(Map.copyOf(demands).entrySet());
        List<ScriptCall> calls = new ArrayList<>(all.size() / USERS + 1);
        for (int from = 0; from < all.size(); from += USERS) {
            calls.add(TakeTokensScript.of(redis.keys(), all.subList(from, Math.min(all.size(), from + USERS)), limit));
        }
        return redis.call(calls).thenApply(replies -> grants(all, replies));
    }

    private static Map<UserId, Grant> grants(List<Map.Entry<UserId, Integer>> all, List<@Nullable Object> replies) {
        Map<UserId, Grant> grants = new HashMap<>(all.size() * 2);
        int next = 0;
        for (Object reply : replies) {
            List<?> numbers = Replies.list(reply);
            for (int i = 0; i + 1 < numbers.size(); i += 2) {
                int tokens = (int) Replies.number(numbers.get(i));
                grants.put(all.get(next++).getKey(), new Grant(tokens, Replies.number(numbers.get(i + 1))));
            }
        }
        return grants;
    }
}
