package io.keel.im.store.redis;

import io.keel.im.UserId;
import java.util.ArrayList;
import java.util.List;

/** Finds which users have a session at which gateways that are present. Answers a list per gateway: its name, then indexes. */
final class LocateScript {

    /** How many users one call asks for: other callers' calls get in between. */
    static final int USERS = 200;

    private static final Script SCRIPT = Script.of("""
            local found, places, offset = {}, {}, tonumber(ARGV[2]) - 1
            for i = 1, #KEYS do
              local values = redis.call('HVALS', KEYS[i])
              for j = 1, #values do
                local value = values[j]
                if string.len(value) > 20 then
                  local gateway = string.sub(value, 21)
                  local place = places[gateway]
                  if place == nil then
                    place = redis.call('EXISTS', ARGV[1] .. gateway) == 1 and { gateway } or false
                    places[gateway] = place
                    if place then
                      found[#found + 1] = place
                    end
                  end
                  if place and place[#place] ~= i + offset then
                    place[#place + 1] = i + offset
                  end
                end
              end
            end
            return found
            """);

    private LocateScript() {}

    /** Makes the calls; the indexes that they answer are those of {@code users}. */
    static List<ScriptCall> of(Keys keys, List<UserId> users) {
        List<ScriptCall> calls = new ArrayList<>(users.size() / USERS + 1);
        for (int from = 0; from < users.size(); from += USERS) {
            List<UserId> some = users.subList(from, Math.min(users.size(), from + USERS));
            calls.add(new ScriptCall(
                    SCRIPT,
                    some.stream().map(keys::sessions).toList(),
                    List.of(keys.gateways(), Integer.toString(from))));
        }
        return calls;
    }
}
