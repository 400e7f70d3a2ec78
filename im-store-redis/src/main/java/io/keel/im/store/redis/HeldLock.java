package io.keel.im.store.redis;

import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held, renewed until it is given back or gone.
 *
 * <p>It is good for its ttl after the moment at which its last renewal that was answered was <em>asked for</em>, less a margin of a
 * tenth. Once it was not good it stays lost, even if Redis, back again, still has it.
 */
final class HeldLock implements Locks.Lease {

    private static final int MARGIN = 10;

    private final RedisConnection redis;
    private final Holding holding;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private volatile long goodUntil;
    private volatile boolean over;

    /**
     * What is held.
     *
     * @param name the lock's name
     * @param holder names this holding and no other
     * @param token the fencing token
     * @param ttl for how long it lasts without a renewal
     */
    record Holding(String name, String holder, long token, Duration ttl) {}

    HeldLock(RedisConnection redis, Holding holding, long asked) {
        this.redis = redis;
        this.holding = holding;
        this.goodUntil = endOf(asked);
    }

    /** Starts to renew it. */
    HeldLock keep() {
        redis.after(redis.renewalOf(holding.ttl), this::renew);
        return this;
    }

    @Override
    public String name() {
        return holding.name;
    }

    @Override
    public long token() {
        return holding.token;
    }

    @Override
    public boolean held() {
        return !over && goodUntil - redis.nanos().getAsLong() > 0;
    }

    @Override
    public CompletionStage<Void> lost() {
        return lost.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> release() {
        over = true;
        CompletionStage<Void> end = redis.callAlways(ReleaseLockScript.of(redis.keys(), holding.name, holding.holder))
                // What cannot be given back runs out.
                .handle((reply, failure) -> null);
        redis.beforeClosing(end);
        return end;
    }

    private void renew() {
        if (over) {
            return;
        }
        if (!held()) {
            lose();
            return;
        }
        long asked = redis.nanos().getAsLong();
        redis.callAlways(RenewLockScript.of(redis.keys(), holding.name, holding.holder, holding.ttl))
                .whenComplete((reply, failure) -> renewed(asked, reply, failure));
    }

    private void renewed(long asked, @Nullable Object reply, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        if (failure != null) {
            redis.after(holding.ttl.dividedBy(MARGIN), this::renew);
        } else if (held() && Replies.number(reply) == 1) {
            goodUntil = endOf(asked);
            redis.after(redis.renewalOf(holding.ttl), this::renew);
        } else {
            lose();
        }
    }

    private void lose() {
        // Others may have it from now on: should it be there still, it goes back.
        release();
        lost.complete(null);
    }

    private long endOf(long asked) {
        return asked + holding.ttl.minus(holding.ttl.dividedBy(MARGIN)).toNanos();
    }
}
