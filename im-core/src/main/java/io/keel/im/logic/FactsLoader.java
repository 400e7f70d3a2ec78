package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.conversation.Message;
import io.keel.im.group.GroupId;
import io.keel.im.logic.Facts.Place;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.MembershipStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the facts of a batch: one question for all its groups, one for each message that is recalled or answered. */
final class FactsLoader {

    private final MembershipStore memberships;
    private final ConversationStore conversations;

    FactsLoader(LogicPorts ports) {
        this.memberships = ports.memberships();
        this.conversations = ports.conversations();
    }

    CompletionStage<Facts> load(List<Submission> batch) {
        if (!needFacts(batch)) {
            return CompletableFuture.completedFuture(Facts.NONE);
        }
        Map<GroupId, Set<UserId>> groups = new HashMap<>();
        Set<Place> places = new HashSet<>();
        for (Submission submission : batch) {
            Command command = submission.command();
            command.conversation().group().ifPresent(group -> {
                Set<UserId> users = groups.computeIfAbsent(group, absent -> new HashSet<>());
                UserId from = submission.from();
                if (from != null) {
                    users.add(from);
                }
                users.addAll(named(command));
            });
            long seq = seqOf(command);
            if (seq > 0) {
                places.add(new Place(command.conversation(), seq));
            }
        }
        return memberships
                .rosters(groups)
                .thenCombine(messages(places), (rosters, messages) -> new Facts(rosters, messages));
    }

    /** Most do not: messages from one to another that answer none. */
    private static boolean needFacts(List<Submission> batch) {
        for (Submission submission : batch) {
            Command command = submission.command();
            if (command.conversation().kind() == ConversationKind.GROUP || seqOf(command) > 0) {
                return true;
            }
        }
        return false;
    }

    private CompletionStage<Map<Place, Message>> messages(Set<Place> places) {
        if (places.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        Map<Place, Message> found = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> reads = new ArrayList<>();
        for (Place place : places) {
            reads.add(conversations
                    .find(place.conversation(), place.seq())
                    .thenAccept(message -> message.ifPresent(present -> found.put(place, present)))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> found);
    }

    private static List<UserId> named(Command command) {
        if (command instanceof GroupCommand.Add add) {
            return add.users();
        } else if (command instanceof GroupCommand.Remove remove) {
            return remove.users();
        } else if (command instanceof GroupCommand.SetRole setRole) {
            return List.of(setRole.user());
        }
        return List.of();
    }

    private static long seqOf(Command command) {
        if (command instanceof Send send) {
            return send.replyTo();
        }
        return command instanceof Recall recall ? recall.seq() : 0;
    }
}
