package io.keel.im.logic;

import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Group;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.receipt.ReceiptRules;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import io.keel.im.spi.Roster;
import io.keel.im.spi.UserConversationStore.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Moves read positions, tells those who want to know, and answers who has read. */
final class ReadPositions {

    private final LogicPorts ports;
    private final HostRules host;
    private final Teller teller;

    ReadPositions(LogicPorts ports, HostRules host, Teller teller) {
        this.ports = ports;
        this.host = host;
        this.teller = teller;
    }

    CompletionStage<Result> read(UserId user, DeviceId device, Access.View view, long seq) {
        return ports.userConversations()
                .advance(user, view.conversation(), seq)
                .thenCompose(moved -> moved.before() == moved.after()
                        ? CompletableFuture.completedFuture(null)
                        : tell(user, device, view, moved))
                .thenApply(done -> Result.Done.DONE);
    }

    CompletionStage<Result> readers(Access.View view, Query.Readers query) {
        ConversationId conversation = query.conversation();
        if (query.seq() < view.visibleFrom()) {
            return CompletableFuture.completedFuture(noSuchMessage());
        }
        return ports.conversations().find(conversation, query.seq()).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(noSuchMessage());
            }
            return ports.userConversations()
                    .readers(conversation, query.seq(), found.get().from(), query.limit())
                    .thenApply(readers -> new Result.Readers(readers.count(), readers.total(), readers.users()));
        });
    }

    private CompletionStage<Void> tell(UserId user, DeviceId device, Access.View view, Moved moved) {
        Notice receipt = new Notice.Receipt(view.conversation(), user, moved.after());
        CompletionStage<Void> own =
                teller.tell(new Downlink.ToUsers(receipt, List.of(user), null, new Downlink.Except(user, device)));
        return own.thenCompose(done -> others(user, view, moved))
                .thenCompose(others -> others.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : teller.tell(new Downlink.ToUsers(receipt, others, null, null)));
    }

    private CompletionStage<List<UserId>> others(UserId user, Access.View view, Moved moved) {
        if (view.group().isEmpty()) {
            UserId peer = view.conversation().peerOf(user);
            return CompletableFuture.completedFuture(peer.equals(user) ? List.of() : List.of(peer));
        }
        Group group = view.group().get();
        if (group.size() > host.policy().receiptLimit()) {
            return CompletableFuture.completedFuture(List.of());
        }
        long covered = Math.max(moved.before(), view.visibleFrom() - 1);
        return ports.conversations()
                .read(view.conversation(), SeqWindow.before(moved.after() + 1), ReceiptRules.NEWEST)
                .thenApply(newest -> ReceiptRules.senders(
                        user,
                        newest.stream()
                                .filter(message -> message.seq() > covered)
                                .toList()))
                .thenCompose(senders -> present(group, senders));
    }

    /** Those who have left since are told nothing. */
    private CompletionStage<List<UserId>> present(Group group, Set<UserId> users) {
        if (users.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return ports.memberships().rosters(Map.of(group.id(), users)).thenApply(rosters -> {
            Roster roster = rosters.get(group.id());
            List<UserId> present = new ArrayList<>(users);
            present.removeIf(user -> roster == null || roster.member(user).isEmpty());
            return present;
        });
    }

    private static Result noSuchMessage() {
        return new Result.Refused(Refusal.of(ErrorCode.NOT_FOUND, "seq: no such message"));
    }
}
