package io.keel.im.store.redis;

import io.keel.im.presence.GatewayId;
import java.util.List;

/** Ends a gateway: whatever is registered at it is passed over from now on. */
final class GoneGatewayScript {

    private static final Script SCRIPT = Script.of("""
            redis.call('DEL', KEYS[1])
            redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
            return 0
            """);

    private GoneGatewayScript() {}

    /**
     * Makes the call.
     *
     * @param now the time of day, in milliseconds
     */
    static ScriptCall of(Keys keys, GatewayId gateway, long now) {
        return new ScriptCall(
                SCRIPT,
                List.of(keys.gateway(gateway), keys.seen(gateway)),
                List.of(Long.toString(now), Long.toString(SessionTimes.USER.toMillis())));
    }
}
