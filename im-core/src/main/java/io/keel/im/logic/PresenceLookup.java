package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.presence.Presence;
import io.keel.im.query.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Tells who is online, to those who may know: who shares a direct conversation with a message, or a write-diffused group. Of all
 * others nothing is told.
 */
final class PresenceLookup {

    private final LogicPorts ports;

    PresenceLookup(LogicPorts ports) {
        this.ports = ports;
    }

    CompletionStage<Result> of(UserId caller, List<UserId> users) {
        return known(caller, Set.copyOf(users))
                .thenCompose(known -> ports.sessions()
                        .presence(users.stream()
                                .filter(known::contains)
                                .distinct()
                                .toList()))
                .thenApply(presences -> inOrder(users, presences));
    }

    private CompletionStage<Set<UserId>> known(UserId caller, Set<UserId> users) {
        Map<ConversationId, UserId> direct = new HashMap<>();
        for (UserId user : users) {
            direct.put(ConversationId.direct(caller, user), user);
        }
        return ports.conversations()
                .heads(direct.keySet())
                .thenCombine(ports.memberships().shareWriteDiffusedGroup(caller, users), (heads, sharers) -> {
                    Set<UserId> known = new HashSet<>(sharers);
                    heads.keySet().forEach(conversation -> known.add(direct.get(conversation)));
                    if (users.contains(caller)) {
                        known.add(caller);
                    }
                    return known;
                });
    }

    private static Result inOrder(List<UserId> users, List<Presence> presences) {
        Map<UserId, Presence> known = new HashMap<>();
        presences.forEach(presence -> known.put(presence.user(), presence));
        List<Presence> items = new ArrayList<>(users.size());
        for (UserId user : users) {
            items.add(known.getOrDefault(user, Presence.unknown(user)));
        }
        return new Result.Presences(items);
    }
}
