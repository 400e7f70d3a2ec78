package io.keel.im.store.redis;

import io.keel.im.presence.GatewayId;
import java.time.Duration;
import java.util.List;

/**
 * Lengthens a gateway's lease. Answers 1 if its key was there, was not made by a session that came after the loss of everything, and
 * is no older than the life of this Redis: one that has loaded a dump has forgotten what came after it.
 */
final class RenewGatewayScript {

    private static final Script SCRIPT = Script.of("""
            local gateway, seen = KEYS[1], KEYS[2]
            local lease, now, kept = ARGV[1], ARGV[2], ARGV[3]
            local info = redis.pcall('INFO', 'server')
            local life = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or ''
            local known = 'known ' .. life
            local before = redis.call('GET', gateway)
            redis.call('SET', gateway, known, 'PX', lease)
            redis.call('SET', seen, now, 'PX', kept)
            return before == known and 1 or 0
            """);

    private RenewGatewayScript() {}

    /**
     * Makes the call.
     *
     * @param now the time of day, in milliseconds
     */
    static ScriptCall of(Keys keys, GatewayId gateway, Duration lease, long now) {
        return new ScriptCall(
                SCRIPT,
                List.of(keys.gateway(gateway), keys.seen(gateway)),
                List.of(
                        Long.toString(lease.toMillis()),
                        Long.toString(now),
                        Long.toString(SessionTimes.USER.toMillis())));
    }
}
