package io.keel.im.store.redis;

import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.Sequencer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Seqs counted by {@code INCRBY} on keys {@code conversation_seq:{conversation}}. A Redis that was flushed, or has loaded an old
 * dump, allots seqs that lie behind a log's head; the store refuses them and tells its head, and the counter goes on from there.
 */
public final class RedisSequencer implements Sequencer {

    /** How many conversations one call counts: other callers' calls get in between. */
    private static final int CONVERSATIONS = 500;

    private final RedisConnection redis;

    private RedisSequencer(RedisConnection redis) {
        this.redis = redis;
    }

    /** Makes the port over a connection. */
    public static RedisSequencer over(RedisConnection redis) {
        return new RedisSequencer(redis);
    }

    @Override
    public CompletionStage<Map<ConversationId, Long>> allot(Map<ConversationId, Demand> demands) {
        List<Map.Entry<ConversationId, Demand>> all =
                List.copyOf(Map.copyOf(demands).entrySet());
        List<ScriptCall> calls = new ArrayList<>(all.size() / CONVERSATIONS + 1);
        for (int from = 0; from < all.size(); from += CONVERSATIONS) {
            int to = Math.min(all.size(), from + CONVERSATIONS);
            calls.add(AllotSeqsScript.of(redis.keys(), all.subList(from, to)));
        }
        return redis.call(calls).thenApply(replies -> firsts(all, replies));
    }

    private static Map<ConversationId, Long> firsts(
            List<Map.Entry<ConversationId, Demand>> all, List<@Nullable Object> replies) {
        Map<ConversationId, Long> firsts = new HashMap<>(all.size() * 2);
        int next = 0;
        for (Object reply : replies) {
            for (Object first : Replies.list(reply)) {
                firsts.put(all.get(next++).getKey(), Replies.number(first));
            }
        }
        return firsts;
    }
}
