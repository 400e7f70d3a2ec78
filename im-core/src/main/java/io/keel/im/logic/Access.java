package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who may look into a conversation, and from which seq on. Every query passes here: a conversation that one is no member of and one
 * that does not exist look alike.
 */
final class Access {

    private final MembershipStore memberships;

    Access(MembershipStore memberships) {
        this.memberships = memberships;
    }

    /**
     * What a user may see of a conversation.
     *
     * @param conversation which
     * @param visibleFrom the first seq that it may see
     * @param roster of a group, the group and the user's membership; null in a direct conversation
     */
    record View(
            ConversationId conversation,
            long visibleFrom,
            @Nullable Roster roster) {

        Optional<Group> group() {
            return Optional.ofNullable(roster).map(Roster::group);
        }
    }

    /** Finds what {@code user} may see of a conversation; empty for nothing. */
    CompletionStage<Optional<View>> view(UserId user, ConversationId conversation) {
        if (conversation.group().isEmpty()) {
            return CompletableFuture.completedFuture(
                    conversation.isBetween(user) ? Optional.of(new View(conversation, 1, null)) : Optional.empty());
        }
        GroupId group = conversation.requireGroup();
        return memberships
                .rosters(Map.of(group, Set.of(user)))
                .thenApply(rosters -> Optional.ofNullable(rosters.get(group))
                        .flatMap(roster -> roster.member(user)
                                .map(member -> new View(conversation, member.visibleFrom(), roster))));
    }
}
