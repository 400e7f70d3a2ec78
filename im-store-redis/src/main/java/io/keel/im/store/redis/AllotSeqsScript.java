package io.keel.im.store.redis;

import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.Sequencer.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts conversations' seqs on, each from the head that is told where that is larger. Answers the first seq of each. */
final class AllotSeqsScript {

    /** After that long without a message a counter is forgotten: the store knows better. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Script SCRIPT = Script.of("""
            local firsts = {}
            for i = 1, #KEYS do
              local count, after = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
              if tonumber(redis.call('GET', KEYS[i]) or '0') < after then
                redis.call('SET', KEYS[i], ARGV[2 * i + 1])
              end
              firsts[i] = redis.call('INCRBY', KEYS[i], count) - count + 1
              redis.call('PEXPIRE', KEYS[i], ARGV[1])
            end
            return firsts
            """);

    private AllotSeqsScript() {}

    /** Makes the call for one part of what is demanded. */
    static ScriptCall of(Keys keys, List<Map.Entry<ConversationId, Demand>> demands) {
        List<String> counters = new ArrayList<>(demands.size());
        List<String> arguments = new ArrayList<>(2 * demands.size() + 1);
        arguments.add(Long.toString(KEPT.toMillis()));
        for (Map.Entry<ConversationId, Demand> each : demands) {
            counters.add(keys.seq(each.getKey()));
            arguments.add(Integer.toString(each.getValue().count()));
            arguments.add(Long.toString(each.getValue().after()));
        }
        return new ScriptCall(SCRIPT, counters, arguments);
    }
}
