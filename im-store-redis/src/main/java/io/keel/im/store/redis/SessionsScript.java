package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sessions of users, those of absent gateways left out. Answers a list per user: when it was last seen, then device and
 * value of each session in turn.
 */
final class SessionsScript {

    private static final int USERS = 200;

    private static final Script SCRIPT = Script.of("""
            local found, present, last = {}, {}, {}
            for i = 1, #KEYS do
              local sessions, seen = { '0' }, 0
              local held = redis.call('HGETALL', KEYS[i])
              for j = 1, #held, 2 do
                local device, value = held[j], held[j + 1]
                if device == '#seen' then
                  seen = math.max(seen, tonumber(value))
                else
                  local gateway = string.sub(value, 21)
                  if present[gateway] == nil then
                    present[gateway] = redis.call('EXISTS', ARGV[1] .. gateway) == 1
                    if not present[gateway] then
                      last[gateway] = tonumber(redis.call('GET', ARGV[2] .. gateway) or '0')
                    end
                  end
                  if present[gateway] then
                    sessions[#sessions + 1] = device
                    sessions[#sessions + 1] = value
                  else
                    seen = math.max(seen, last[gateway])
                  end
                end
              end
              sessions[1] = string.format('%.0f', seen)
              found[i] = sessions
            end
            return found
            """);

    private SessionsScript() {}

    /**
     * One user's sessions.
     *
     * @param lastSeen when it was last seen, milliseconds since the epoch; 0 if it is not known
     * @param sessions those through gateways that are present
     */
    record Held(UserId user, long lastSeen, List<Session> sessions) {

        Presence presence() {
            return new Presence(
                    user, sessions.stream().map(Session::device).sorted().toList(), sessions.isEmpty() ? lastSeen : 0);
        }
    }

    static List<ScriptCall> of(Keys keys, List<UserId> users) {
        List<ScriptCall> calls = new ArrayList<>(users.size() / USERS + 1);
        for (int from = 0; from < users.size(); from += USERS) {
            List<UserId> some = users.subList(from, Math.min(users.size(), from + USERS));
            calls.add(new ScriptCall(
                    SCRIPT, some.stream().map(keys::sessions).toList(), List.of(keys.gateways(), keys.seen())));
        }
        return calls;
    }

    /** Reads the replies to the calls for {@code users}, in their order. */
    static List<Held> held(List<UserId> users, List<@Nullable Object> replies) {
        List<Held> all = new ArrayList<>(users.size());
        for (Object reply : replies) {
            for (Object each : Replies.list(reply)) {
                all.add(held(users.get(all.size()), Replies.list(each)));
            }
        }
        return all;
    }

    private static Held held(UserId user, List<?> flat) {
        List<Session> sessions = new ArrayList<>(flat.size() / 2);
        for (int i = 1; i + 1 < flat.size(); i += 2) {
            sessions.add(SessionForm.read(user, Replies.text(flat.get(i)), Replies.text(flat.get(i + 1))));
        }
        return new Held(user, Long.parseLong(Replies.text(flat.get(0))), List.copyOf(sessions));
    }
}
