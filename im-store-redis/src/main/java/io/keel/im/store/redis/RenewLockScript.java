package io.keel.im.store.redis;

import java.time.Duration;
import java.util.List;

/** Has a lock last longer if it is still this holder's. Answers 1 if it is. */
final class RenewLockScript {

    private static final Script SCRIPT = Script.of("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """);

    private RenewLockScript() {}

    static ScriptCall of(Keys keys, String name, String holder, Duration ttl) {
        return new ScriptCall(SCRIPT, List.of(keys.lock(name)), List.of(holder, Long.toString(ttl.toMillis())));
    }
}
