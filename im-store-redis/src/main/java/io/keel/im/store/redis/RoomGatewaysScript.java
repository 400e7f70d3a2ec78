package io.keel.im.store.redis;

import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which gateways that are present hold a member of a group; the others are taken out. */
final class RoomGatewaysScript {

    private static final Script SCRIPT = Script.of("""
            local present = {}
            local held = redis.call('SMEMBERS', KEYS[1])
            for i = 1, #held do
              if redis.call('EXISTS', ARGV[1] .. held[i]) == 1 then
                present[#present + 1] = held[i]
              else
                redis.call('SREM', KEYS[1], held[i])
              end
            end
            return present
            """);

    private RoomGatewaysScript() {}

    static ScriptCall of(Keys keys, GroupId group) {
        return new ScriptCall(SCRIPT, List.of(keys.room(group)), List.of(keys.gateways()));
    }

    static Set<GatewayId> gateways(@Nullable Object reply) {
        Set<GatewayId> gateways = new HashSet<>();
        for (Object name : Replies.list(reply)) {
            gateways.add(new GatewayId(Replies.text(name)));
        }
        return gateways;
    }
}
