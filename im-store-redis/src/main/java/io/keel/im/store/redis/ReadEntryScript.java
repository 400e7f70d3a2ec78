package io.keel.im.store.redis;

import java.util.List;

/**
 * Reads fields of a cached entry as they stand at one version. Answers them in the order asked, nothing for those that are not there;
 * an empty list if the entry is not there or has outlived its time.
 */
final class ReadEntryScript {

    private static final Script SCRIPT = Script.of("""
            local until_millis = redis.call('HGET', KEYS[1], '#until')
            local time = redis.call('TIME')
            if not until_millis or tonumber(until_millis) < tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 then
              return {}
            end
            return redis.call('HMGET', KEYS[1], unpack(ARGV))
            """);

    private ReadEntryScript() {}

    static ScriptCall of(String key, List<String> fields) {
        return new ScriptCall(SCRIPT, List.of(key), fields);
    }
}
