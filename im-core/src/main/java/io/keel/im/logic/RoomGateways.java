package io.keel.im.logic;

import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The gateways that hold members of groups, as the entries of one round see them: asked for once a group, and once more after an
 * entry has brought members in. Not safe for use by several threads.
 */
final class RoomGateways {

    private final SessionRegistry sessions;
    private final Map<GroupId, CompletionStage<Set<GatewayId>>> known = new HashMap<>();
    private final Map<GroupId, CompletionStage<?>> moves = new HashMap<>();

    RoomGateways(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    CompletionStage<Set<GatewayId>> of(GroupId group) {
        return known.computeIfAbsent(group, asked -> {
            CompletionStage<?> move = moves.get(asked);
            return move == null ? sessions.gatewaysOf(asked) : move.thenCompose(moved -> sessions.gatewaysOf(asked));
        });
    }

    /** Has whoever asks from now on wait for a move, which never fails. */
    void after(GroupId group, CompletionStage<?> move) {
        known.remove(group);
        moves.put(group, move);
    }
}
