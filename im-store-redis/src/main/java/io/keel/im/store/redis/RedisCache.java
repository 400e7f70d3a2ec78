package io.keel.im.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the decorators keep beside a store: entries that bear the version of the row that they were read from. An older one never
 * overwrites a newer; whoever changes a row leaves its new version there before it is told that it has.
 *
 * <p>A Redis that is away, slow or full is passed over: reads go to the store after the patience, writes are dropped. Then an
 * entry that should have gone may be told for as long as it lives, which is why entries live shortly.
 */
public final class RedisCache {

    private final RedisConnection redis;
    private final Duration patience;
    private final Duration timeToLive;
    private final Duration headTimeToLive;

    private RedisCache(Builder builder) {
        this.redis = builder.redis;
        this.patience = builder.patience;
        this.timeToLive = builder.timeToLive;
        this.headTimeToLive = builder.headTimeToLive;
    }

    /** Makes a cache with the defaults. */
    public static RedisCache over(RedisConnection redis) {
        return builder(redis).build();
    }

    /** Starts a cache that departs from the defaults. */
    public static Builder builder(RedisConnection redis) {
        return new Builder(redis);
    }

    Keys keys() {
        return redis.keys();
    }

    Duration timeToLive() {
        return timeToLive;
    }

    Duration headTimeToLive() {
        return headTimeToLive;
    }

    /** Reads entries in one round trip; for each, in order, the texts of its fields. Never fails: what cannot be read is not there. */
    CompletionStage<List<List<@Nullable String>>> read(List<ScriptCall> questions) {
        return inPatience(
                redis.call(questions).thenApply(RedisCache::texts),
                () -> Collections.nCopies(questions.size(), List.of()));
    }

    private static List<List<@Nullable String>> texts(List<@Nullable Object> replies) {
        List<List<@Nullable String>> entries = new ArrayList<>(replies.size());
        for (Object reply : replies) {
            List<@Nullable String> fields = new ArrayList<>();
            for (Object field : Replies.list(reply)) {
                fields.add(field == null ? null : Replies.text(field));
            }
            entries.add(fields);
        }
        return entries;
    }

    /** Writes entries at some time; nobody waits. */
    void write(List<ScriptCall> changes) {
        redis.call(changes);
    }

    /** Writes entries; ends when that is done, has failed, or the patience is over. Never fails. */
    CompletionStage<Void> writeNow(List<ScriptCall> changes) {
        return inPatience(redis.call(changes).thenApply(done -> null), () -> null);
    }

    /**
     * Waits for an answer, but not for longer than the patience. Only who falls back leaves the thread that brings answers: its store
     * may want to work there. (The JDK's own {@code exceptionallyAsync} has everybody leave it, and where it finds less than three
     * processors each for a thread of its own.)
     */
    private <T extends @Nullable Object> CompletionStage<T> inPatience(
            CompletionStage<T> answer, Supplier<T> fallback) {
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.supplyAsync(fallback));
    }

    /** Says how a cache departs from the defaults; not safe for use by several threads. */
    public static final class Builder {

        private final RedisConnection redis;
        private Duration patience = Duration.ofMillis(100);
        private Duration timeToLive = Duration.ofSeconds(10);
        private Duration headTimeToLive = Duration.ofSeconds(1);

        private Builder(RedisConnection redis) {
            this.redis = redis;
        }

        /** Sets how long an answer of Redis is waited for before the store is asked. Default: 100 ms. */
        public Builder patience(Duration limit) {
            this.patience = limit;
            return this;
        }

        /**
         * Sets how long groups, members and users live in the cache, and so for how long one that has gone may still be told when it
         * could not be taken away. Default: 10 s.
         */
        public Builder timeToLive(Duration limit) {
            this.timeToLive = limit;
            return this;
        }

        /** Sets how long heads of logs live in the cache. Default: 1 s. */
        public Builder headTimeToLive(Duration limit) {
            this.headTimeToLive = limit;
            return this;
        }

        /** Makes the cache. */
        public RedisCache build() {
            return new RedisCache(this);
        }
    }
}
