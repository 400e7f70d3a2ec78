package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes tokens out of buckets, by the generic cell rate algorithm: a bucket is the time at which it is full, in microseconds of the
 * server's clock, and the limit by which that was reckoned. Answers two numbers a bucket: how many tokens, and after how many
 * milliseconds there is another.
 */
final class TakeTokensScript {

    private static final double MICROS_PER_SECOND = 1e6;

    private static final Script SCRIPT = Script.of("""
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
            local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
            local limit = ARGV[1] .. ' ' .. ARGV[2]
            local grants = {}
            for i = 1, #KEYS do
              local demand, missing, known = tonumber(ARGV[i + 2]), 0, true
              local bucket = redis.call('GET', KEYS[i])
              if bucket then
                local full, before, held = string.match(bucket, '^(%S+) (%S+) (%S+)$')
                missing = tonumber(full) - now
                known = before .. ' ' .. held == limit
                if missing > 0 and not known then
                  local there = math.max(0, tonumber(held) - missing / tonumber(before))
                  missing = (burst - there) * interval
                end
                -- More than all of it is missing only when the clock went back.
                missing = math.min(math.max(missing, 0), burst * interval)
              end
              local taken = math.min(demand, math.max(0, math.floor(burst - missing / interval + 0.000001)))
              missing = missing + taken * interval
              local wait = 0
              if taken < demand then
                wait = math.max(1, math.ceil((missing - (burst - 1) * interval) / 1000))
              end
              if taken > 0 or not known then
                local text = string.format('%.3f', now + missing) .. ' ' .. limit
                redis.call('SET', KEYS[i], text, 'PX', string.format('%.0f', math.ceil(missing / 1000) + 1))
              end
              grants[2 * i - 1], grants[2 * i] = taken, wait
            end
            return grants
            """);

    private TakeTokensScript() {}

    /** Makes the call for one part of what is demanded. */
    static ScriptCall of(Keys keys, List<Map.Entry<UserId, Integer>> demands, RateLimit limit) {
        List<String> buckets = new ArrayList<>(demands.size());
        List<String> arguments = new ArrayList<>(demands.size() + 2);
        arguments.add(Double.toString(MICROS_PER_SECOND / limit.perSecond()));
        arguments.add(Integer.toString(limit.burst()));
        for (Map.Entry<UserId, Integer> each : demands) {
            buckets.add(keys.sendRate(each.getKey()));
            arguments.add(Integer.toString(each.getValue()));
        }
        return new ScriptCall(SCRIPT, buckets, arguments);
    }
}
