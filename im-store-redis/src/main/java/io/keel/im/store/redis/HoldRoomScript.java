package io.keel.im.store.redis;

import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import java.util.List;

/** Keeps that a gateway holds a member of a group. */
final class HoldRoomScript {

    private static final Script SCRIPT = Script.of("""
            if redis.call('SET', KEYS[2], 'new', 'NX', 'PX', ARGV[2]) then
              redis.call('SET', KEYS[3], ARGV[3], 'PX', ARGV[4])
            end
            redis.call('SADD', KEYS[1], ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[5])
            return 0
            """);

    private HoldRoomScript() {}

    /**
     * Makes the call.
     *
     * @param now the time of day, in milliseconds
     */
    static ScriptCall of(Keys keys, GatewayId gateway, GroupId group, long now) {
        return new ScriptCall(
                SCRIPT,
                List.of(keys.room(group), keys.gateway(gateway), keys.seen(gateway)),
                List.of(
                        gateway.value(),
                        Long.toString(SessionTimes.GRACE.toMillis()),
                        Long.toString(now),
                        Long.toString(SessionTimes.USER.toMillis()),
                        Long.toString(SessionTimes.ROOM.toMillis())));
    }
}
