package io.keel.im.store.redis;

import java.util.List;

/** Takes a cached entry away, whatever its version. */
final class ForgetEntryScript {

    private static final Script SCRIPT = Script.of("return redis.call('DEL', KEYS[1])");

    private ForgetEntryScript() {}

    static ScriptCall of(String key) {
        return new ScriptCall(SCRIPT, List.of(key), List.of());
    }
}
