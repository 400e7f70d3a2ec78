package io.keel.im.store.redis;

import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import java.util.List;

/** Keeps that a gateway holds no member of a group any more. */
final class LeaveRoomScript {

    private static final Script SCRIPT = Script.of("return redis.call('SREM', KEYS[1], ARGV[1])");

    private LeaveRoomScript() {}

    static ScriptCall of(Keys keys, GatewayId gateway, GroupId group) {
        return new ScriptCall(SCRIPT, List.of(keys.room(group)), List.of(gateway.value()));
    }
}
