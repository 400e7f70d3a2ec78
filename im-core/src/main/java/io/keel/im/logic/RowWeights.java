package io.keel.im.logic;

import io.keel.im.command.Submission;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Roster;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers how many rows a command on each group stores: the message's own, and under write diffusion one per member. Groups not
 * seen yet count as middling; being wrong costs a batch of another size. Safe for use by several threads.
 */
final class RowWeights {

    private static final int DIRECT = 3;
    private static final int UNKNOWN_GROUP = 50;

    /** Past so many groups all are forgotten, and learned again as they come. */
    private static final int MOST_GROUPS = 10_000;

    private final Map<GroupId, Integer> groups = new ConcurrentHashMap<>();

    int rows(Submission submission) {
        return submission
                .command()
                .conversation()
                .group()
                .map(group -> groups.getOrDefault(group, UNKNOWN_GROUP))
                .orElse(DIRECT);
    }

    void learn(Facts facts) {
        if (facts.rosters().isEmpty()) {
            return;
        }
        if (groups.size() > MOST_GROUPS) {
            groups.clear();
        }
        for (Roster roster : facts.rosters().values()) {
            Group group = roster.group();
            groups.put(group.id(), group.diffusion() == Diffusion.WRITE ? 1 + group.size() : 1);
        }
    }
}
