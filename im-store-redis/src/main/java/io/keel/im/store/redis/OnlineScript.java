package io.keel.im.store.redis;

import io.keel.im.presence.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registers a session unless one of its device with a larger connection id is there. What it finds of absent gateways it clears away,
 * and keeps when those were seen. Answers the user's other sessions as they were, device and value in turn.
 */
final class OnlineScript {

    private static final Script SCRIPT = Script.of("""
            local user, gateway, seen_at = KEYS[1], KEYS[2], KEYS[3]
            local device, value, gateways, seens = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
            local now, grace, kept = ARGV[5], ARGV[6], ARGV[7]
            if redis.call('SET', gateway, 'new', 'NX', 'PX', grace) then
              redis.call('SET', seen_at, now, 'PX', kept)
            end
            local connection = string.sub(value, 1, 19)
            local others, newest, seen = {}, true, 0
            local held = redis.call('HGETALL', user)
            for i = 1, #held, 2 do
              local of, other = held[i], held[i + 1]
              if of == '#seen' then
                seen = math.max(seen, tonumber(other))
              else
                local at = string.sub(other, 21)
                if redis.call('EXISTS', gateways .. at) == 0 then
                  seen = math.max(seen, tonumber(redis.call('GET', seens .. at) or '0'))
                  redis.call('HDEL', user, of)
                else
                  local its = string.sub(other, 1, 19)
                  if its ~= connection then
                    others[#others + 1] = of
                    others[#others + 1] = other
                  end
                  if of == device and its > connection then
                    newest = false
                  end
                end
              end
            end
            if newest then
              redis.call('HSET', user, device, value)
            end
            if seen > 0 then
              redis.call('HSET', user, '#seen', string.format('%.0f', seen))
            end
            redis.call('PEXPIRE', user, kept)
            return others
            """);

    private OnlineScript() {}

    /**
     * Makes the call.
     *
     * @param now the time of day, in milliseconds
     */
    static ScriptCall of(Keys keys, Session session, long now) {
        return new ScriptCall(
                SCRIPT,
                List.of(keys.sessions(session.user()), keys.gateway(session.gateway()), keys.seen(session.gateway())),
                List.of(
                        session.device().value(),
                        SessionForm.of(session),
                        keys.gateways(),
                        keys.seen(),
                        Long.toString(now),
                        Long.toString(SessionTimes.GRACE.toMillis()),
                        Long.toString(SessionTimes.USER.toMillis())));
    }

    /** Reads the other sessions. */
    static List<Session> others(Session session, @Nullable Object reply) {
        List<?> flat = Replies.list(reply);
        List<Session> others = new ArrayList<>(flat.size() / 2);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            others.add(SessionForm.read(session.user(), Replies.text(flat.get(i)), Replies.text(flat.get(i + 1))));
        }
        return others;
    }
}
