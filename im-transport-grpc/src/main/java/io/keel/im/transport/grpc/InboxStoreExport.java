package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.UserId;
import io.keel.im.spi.InboxStore;
import io.keel.im.transport.grpc.v1.InboxHeads;
import io.keel.im.transport.grpc.v1.InboxPage;
import io.keel.im.transport.grpc.v1.InboxRequest;
import io.keel.im.transport.grpc.v1.InboxesGrpc;
import io.keel.im.transport.grpc.v1.Removal;
import io.keel.im.transport.grpc.v1.RemoveRequest;
import io.keel.im.transport.grpc.v1.RemovedRequest;
import io.keel.im.transport.grpc.v1.Seqs;
import io.keel.im.transport.grpc.v1.Users;
import java.util.Map;

/** Offers an {@link InboxStore} to other processes. */
final class InboxStoreExport extends InboxesGrpc.InboxesImplBase {

    private final InboxStore inboxes;

    InboxStoreExport(InboxStore inboxes) {
        this.inboxes = inboxes;
    }

    @Override
    public void readInbox(InboxRequest request, StreamObserver<InboxPage> observer) {
        Answering.answer(
                observer,
                () -> inboxes.read(new UserId(request.getUser()), request.getAfter(), request.getLimit()),
                entries -> InboxPage.newBuilder()
                        .addAllEntries(entries.stream().map(WireValues::entry).toList())
                        .build());
    }

    @Override
    public void getHeads(Users request, StreamObserver<InboxHeads> observer) {
        Answering.answer(
                observer, () -> inboxes.heads(WireValues.users(request.getUsersList())), InboxStoreExport::heads);
    }

    @Override
    public void remove(RemoveRequest request, StreamObserver<Removal> observer) {
        Answering.answer(
                observer,
                () -> inboxes.remove(
                        new UserId(request.getUser()),
                        WireValues.conversation(request.getConversation()),
                        request.getSeqsList()),
                removal -> Removal.newBuilder()
                        .setInboxSeq(removal.inboxSeq())
                        .addAllSeqs(removal.seqs())
                        .build());
    }

    @Override
    public void getRemoved(RemovedRequest request, StreamObserver<Seqs> observer) {
        Answering.answer(
                observer,
                () -> inboxes.removed(
                        new UserId(request.getUser()),
                        WireValues.conversation(request.getConversation()),
                        request.getFrom(),
                        request.getTo()),
                seqs -> Seqs.newBuilder().addAllSeqs(seqs).build());
    }

    private static InboxHeads heads(Map<UserId, Long> heads) {
        InboxHeads.Builder wire = InboxHeads.newBuilder();
        heads.forEach(
                (user, head) -> wire.addHeadsBuilder().setUser(user.value()).setInboxSeq(head));
        return wire.build();
    }
}
