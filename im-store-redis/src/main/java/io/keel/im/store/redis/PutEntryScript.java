package io.keel.im.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes fields of a cached entry, unless it has a larger version. Fields of a smaller one go. With no fields it is a fence: what
 * was read before that version is not cached any more, however late it comes. Versions outlive what is told of them by more than a
 * reader takes from the store to here.
 */
final class PutEntryScript {

    private static final Script SCRIPT = Script.of("""
            local before = tonumber(redis.call('HGET', KEYS[1], '#v') or '-1')
            local version = tonumber(ARGV[1])
            if before > version then
              return 0
            end
            if before < version then
              redis.call('DEL', KEYS[1])
              redis.call('HSET', KEYS[1], '#v', ARGV[1])
            end
            if #ARGV > 3 then
              local time = redis.call('TIME')
              local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
              redis.call('HSET', KEYS[1], '#until', string.format('%.0f', now + tonumber(ARGV[2])))
            end
            for i = 4, #ARGV, 2 do
              redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return 1
            """);

    private static final Duration FENCE = Duration.ofSeconds(10);

    private PutEntryScript() {}

    static ScriptCall of(String key, long version, Duration timeToLive, Map<String, String> fields) {
        List<String> arguments = new ArrayList<>(3 + 2 * fields.size());
        arguments.add(Long.toString(version));
        arguments.add(Long.toString(timeToLive.toMillis()));
        arguments.add(Long.toString(timeToLive.plus(FENCE).toMillis()));
        fields.forEach((field, value) -> {
            arguments.add(field);
            arguments.add(value);
        });
        return new ScriptCall(SCRIPT, List.of(key), arguments);
    }
}
