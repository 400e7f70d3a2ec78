package io.keel.im.store.redis;

import java.time.Duration;
import java.util.List;

/**
 * Takes a lock that nobody has. Answers its token, or 0 if somebody has it. Tokens are microseconds of the server's clock, pushed on
 * where that stands still or has gone back, so that they grow even when Redis has lost the last one.
 */
final class TakeLockScript {

    private static final Script SCRIPT = Script.of("""
            if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
              return 0
            end
            local time = redis.call('TIME')
            local last = tonumber(redis.call('GET', KEYS[2]) or '0')
            local token = math.max(last + 1, tonumber(time[1]) * 1000000 + tonumber(time[2]))
            redis.call('SET', KEYS[2], string.format('%.0f', token))
            return token
            """);

    private TakeLockScript() {}

    /**
     * Makes the call.
     *
     * @param holder names this holding of the lock and no other
     */
    static ScriptCall of(Keys keys, String name, String holder, Duration ttl) {
        return new ScriptCall(
                SCRIPT, List.of(keys.lock(name), keys.lockToken()), List.of(holder, Long.toString(ttl.toMillis())));
    }
}
