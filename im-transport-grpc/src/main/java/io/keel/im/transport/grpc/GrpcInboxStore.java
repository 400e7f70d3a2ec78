package io.keel.im.transport.grpc;

import static java.util.stream.Collectors.toMap;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.InboxStore;
import io.keel.im.transport.grpc.v1.InboxHead;
import io.keel.im.transport.grpc.v1.InboxRequest;
import io.keel.im.transport.grpc.v1.InboxesGrpc;
import io.keel.im.transport.grpc.v1.RemoveRequest;
import io.keel.im.transport.grpc.v1.RemovedRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The inboxes that another process reads. */
public final class GrpcInboxStore implements InboxStore {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcInboxStore(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit) {
        InboxRequest request = InboxRequest.newBuilder()
                .setUser(user.value())
                .setAfter(after)
                .setLimit(limit)
                .build();
        return peer.call(
                InboxesGrpc.getReadInboxMethod(),
                request,
                wire -> wire.getEntriesList().stream().map(WireValues::entry).toList());
    }

    @Override
    public CompletionStage<Map<UserId, Long>> heads(Collection<UserId> users) {
        return peer.call(
                InboxesGrpc.getGetHeadsMethod(),
                WireValues.users(users),
                wire -> wire.getHeadsList().stream()
                        .collect(toMap(head -> new UserId(head.getUser()), InboxHead::getInboxSeq)));
    }

    @Override
    public CompletionStage<Removal> remove(UserId user, ConversationId conversation, Collection<Long> seqs) {
        RemoveRequest request = RemoveRequest.newBuilder()
                .setUser(user.value())
                .setConversation(conversation.value())
                .addAllSeqs(seqs)
                .build();
        return peer.call(
                InboxesGrpc.getRemoveMethod(),
                request,
                wire -> new Removal(wire.getInboxSeq(), List.copyOf(wire.getSeqsList())));
    }

    @Override
    public CompletionStage<Set<Long>> removed(UserId user, ConversationId conversation, long from, long to) {
        RemovedRequest request = RemovedRequest.newBuilder()
                .setUser(user.value())
                .setConversation(conversation.value())
                .setFrom(from)
                .setTo(to)
                .build();
        return peer.call(InboxesGrpc.getGetRemovedMethod(), request, wire -> Set.copyOf(wire.getSeqsList()));
    }
}
