package io.keel.im.store.redis;

import io.keel.im.ImException;
import io.keel.im.guard.ShedException;
import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Locks as keys {@code lock:{name}} with a ttl, set where there is none ({@code SET NX PX}), renewed and given back by scripts that
 * look whose they are. A Redis that forgets gives a lock to a second holder: the first is told at its next renewal. Tokens grow over
 * that, too, unless the server's clock goes back at the same time.
 */
public final class RedisLocks implements Locks {

    private final RedisConnection redis;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong holdings = new AtomicLong();

    private RedisLocks(RedisConnection redis) {
        this.redis = redis;
    }

    /** Makes the port over a connection. */
    public static RedisLocks over(RedisConnection redis) {
        return new RedisLocks(redis);
    }

    @Override
    public CompletionStage<Optional<Lease>> tryLock(String name, Duration ttl) {
        Locks.requireName(name);
        Locks.requireTtl(ttl);
        String holder = process + ':' + holdings.incrementAndGet();
        long asked = redis.nanos().getAsLong();
        return redis.call(TakeLockScript.of(redis.keys(), name, holder, ttl)).handle((reply, failure) -> {
            if (failure != null) {
                ImException known = Failures.of(failure);
                if (!(known instanceof ShedException)) {
                    // It may have been taken nevertheless.
                    redis.callAlways(ReleaseLockScript.of(redis.keys(), name, holder));
                }
                throw known;
            }
            long token = Replies.number(reply);
            return token == 0
                    ? Optional.empty()
                    : Optional.of(new HeldLock(redis, new HeldLock.Holding(name, holder, token, ttl), asked).keep());
        });
    }
}
