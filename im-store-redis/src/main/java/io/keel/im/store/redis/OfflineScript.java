package io.keel.im.store.redis;

import io.keel.im.presence.Session;
import java.util.List;

/** Ends a session if it is the one that stands there, and keeps when. */
final class OfflineScript {

    private static final Script SCRIPT = Script.of("""
            local user, device, value, now, kept = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
            if redis.call('HGET', user, device) == value then
              redis.call('HDEL', user, device)
              local seen = tonumber(redis.call('HGET', user, '#seen') or '0')
              if tonumber(now) > seen then
                redis.call('HSET', user, '#seen', now)
              end
              redis.call('PEXPIRE', user, kept)
            end
            return 0
            """);

    private OfflineScript() {}

    /**
     * Makes the call.
     *
     * @param now the time of day, in milliseconds
     */
    static ScriptCall of(Keys keys, Session session, long now) {
        return new ScriptCall(
                SCRIPT,
                List.of(keys.sessions(session.user())),
                List.of(
                        session.device().value(),
                        SessionForm.of(session),
                        Long.toString(now),
                        Long.toString(SessionTimes.USER.toMillis())));
    }
}
