package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Submission;
import io.keel.im.conversation.Message;
import io.keel.im.group.GroupId;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Pushes what an earlier delivery has stored, since nobody knows whether it was pushed. Receivers drop what they have,
 * by its number.
 *
 * <p>An inbox's message goes to those who have it in their inboxes. A room is another matter, for it is as it is now:
 * only who still is a member is brought into it, only who is none is taken out, and when somebody has joined since, who
 * may not see what came before, the room is not told: the next push shows the others what they miss.
 */
final class SecondPushes {

    /** How many later entries are looked at for newcomers; with as many it is too late for a push. */
    private static final int LATER = 200;

    private static final Consumer<Outbox> NOTHING = outbox -> {};

    private final ConversationStore conversations;
    private final MembershipStore memberships;
    private final Pushes pushes;

    SecondPushes(LogicPorts ports, Pushes pushes) {
        this.conversations = ports.conversations();
        this.memberships = ports.memberships();
        this.pushes = pushes;
    }

    /** Asks where the receivers of an entry are now; what comes back puts the records into an outbox. */
    CompletionStage<Consumer<Outbox>> of(Submission submission, Outcome.Stored first) {
        return still(submission, Moves.of(first))
                .thenCompose(moves -> first.readDiffused()
                        ? newcomersSince(first.message())
                                .thenCompose(newcomers ->
                                        newcomers ? alone(submission, moves) : again(submission, first, moves))
                        : again(submission, first, moves));
    }

    private CompletionStage<Consumer<Outbox>> again(Submission submission, Outcome.Stored first, Moves moves) {
        return pushes.of(submission, first, moves, pushes.rooms());
    }

    private CompletionStage<Consumer<Outbox>> alone(Submission submission, Moves moves) {
        return moves.isEmpty()
                ? CompletableFuture.completedFuture(NOTHING)
                : pushes.of(submission.command().conversation().requireGroup(), moves);
    }

    /** Leaves of moves those that still hold. */
    private CompletionStage<Moves> still(Submission submission, Moves moves) {
        if (moves.isEmpty()) {
            return CompletableFuture.completedFuture(moves);
        }
        GroupId group = submission.command().conversation().requireGroup();
        Set<UserId> asked = new HashSet<>(moves.joined());
        asked.addAll(moves.gone());
        return memberships.rosters(Map.of(group, asked)).thenApply(rosters -> {
            Roster now = rosters.get(group);
            Predicate<UserId> member = user -> now != null && now.member(user).isPresent();
            return new Moves(only(moves.joined(), member), only(moves.gone(), member.negate()));
        });
    }

    private CompletionStage<Boolean> newcomersSince(Message message) {
        return conversations
                .read(message.conversation(), SeqWindow.after(message.seq()), LATER)
                .thenApply(later -> later.size() == LATER
                        || later.stream().map(Moves::joined).anyMatch(joined -> !joined.isEmpty()));
    }

    private static List<UserId> only(Collection<UserId> users, Predicate<UserId> which) {
        return users.stream().filter(which).toList();
    }
}
