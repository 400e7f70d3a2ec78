package io.keel.im.store.redis;

import java.util.List;

/** Gives a lock back if it is still this holder's. */
final class ReleaseLockScript {

    private static final Script SCRIPT = Script.of("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """);

    private ReleaseLockScript() {}

    static ScriptCall of(Keys keys, String name, String holder) {
        return new ScriptCall(SCRIPT, List.of(keys.lock(name)), List.of(holder));
    }
}
